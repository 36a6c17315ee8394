import { Bytes } from "../abi/bytes";
import { HeaderMapType } from "../abi/enums/header-map-type";
import { listCopy, listHeaders } from "../abi/header-list";
import { encodePairs } from "../abi/pairs-encode";
import { equalsIgnoringCase } from "../encoding/ascii";
import { decodeUtf8, encodeUtf8 } from "../encoding/utf8";

/**
 * A list of headers of its own: to answer a request with, or a copy of what the host holds. Several of one name are several
 * entries.
 *
 * @example
 * const headers = new Headers().add("location", "/login").add("cache-control", "no-store");
 * this.sendLocalReply(302, "", headers);
 */
export class Headers {
  private names: string[] = [];
  private values: Bytes[] = [];

  /**
   * Makes headers of pairs of name and value. What is no pair is left out.
   *
   * @example
   * Headers.of([["location", "/login"], ["cache-control", "no-store"]])
   */
  static of(pairs: string[][]): Headers {
    const headers = new Headers();
    for (let i = 0; i < pairs.length; ++i) {
      const pair = pairs[i];
      if (pair.length == 2) headers.add(pair[0], pair[1]);
    }
    return headers;
  }

  /** A copy of a map of the host. Of the SDK's own use: see {@link HeaderMap.entries}. */
  static read(type: HeaderMapType): Headers {
    const headers = new Headers();
    listHeaders(type, headers.names, headers.values);
    return headers;
  }

  /** The headers of a snapshot. Of the SDK's own use: see {@link HeaderSnapshot.entries}. */
  static ofCopy(copy: Bytes): Headers {
    const headers = new Headers();
    listCopy(copy, headers.names, headers.values);
    return headers;
  }

  /** Number of entries. */
  get length(): i32 {
    return this.names.length;
  }

  /** Adds an entry at the end. */
  add(name: string, value: string): Headers {
    return this.addBytes(name, encodeUtf8(value));
  }

  /** Adds an entry at the end. */
  addBytes(name: string, value: Bytes): Headers {
    this.names.push(name);
    this.values.push(value);
    return this;
  }

  /** Adds all entries of another list at the end. */
  addAll(other: Headers): Headers {
    for (let i = 0; i < other.length; ++i) this.addBytes(other.names[i], other.values[i]);
    return this;
  }

  /** The name of an entry; in lower case when it comes from Envoy. The index counts from 0 and must be below {@link length}. */
  nameAt(index: i32): string {
    return this.names[index];
  }

  /** The value of an entry as text; bytes that are no UTF-8 read as U+FFFD. */
  valueAt(index: i32): string {
    return decodeUtf8(this.values[index]);
  }

  /** The value of an entry. */
  bytesAt(index: i32): Bytes {
    return this.values[index];
  }

  /** The first value of a name, in whatever case it is written; `null` when there is none. */
  get(name: string): string | null {
    const index = this.indexOf(name);
    return index < 0 ? null : this.valueAt(index);
  }

  /** Whether there is an entry of this name, in whatever case it is written. */
  has(name: string): bool {
    return this.indexOf(name) >= 0;
  }

  /** The index of the first entry of a name, in whatever case it is written; -1 when there is none. */
  indexOf(name: string): i32 {
    for (let i = 0; i < this.names.length; ++i) {
      if (equalsIgnoringCase(this.names[i], name)) return i;
    }
    return -1;
  }

  /**
   * The entries as they go over the wire; `null`, with a line in the log, when a name or value is one that no header may
   * have.
   */
  encode(): Bytes | null {
    return encodePairs(this.names, this.values);
  }
}
