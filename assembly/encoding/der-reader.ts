import { Bytes } from "../abi/bytes";
import { DerTag } from "./der-tag";

/**
 * Reads elements of DER (X.690), one after the other: keys, signatures, certificates. What is not DER, or is another element than
 * the one that was asked for, reads as `null` and stays where it is; nothing traps. Lengths must be definite and in the shortest
 * form. Tags are of one byte: others read as `null`.
 *
 * @example
 * // The numbers of an RSA public key
 * const outer = new DerReader(der);
 * const sequence = outer.enter(DerTag.Sequence);
 * if (sequence) {
 *   const modulus = sequence.readUnsigned();
 *   const exponent = sequence.readUnsigned();
 *   if (modulus && exponent && sequence.atEnd && outer.atEnd) log.info(encodeHex(modulus));
 * }
 */
@final
export class DerReader {
  private data: Bytes;
  private at: i32;
  private end: i32;
  /** Where the content of the last element starts. */
  private content: i32 = 0;

  /** A reader of the bytes from index `start` to before `end`, all when not given. */
  constructor(data: Bytes, start: i32 = 0, end: i32 = i32.MAX_VALUE) {
    this.data = data;
    this.end = max(min(end, data.length), 0);
    this.at = max(min(start, this.end), 0);
  }

  /**
   * Whether nothing is left. Ask it of every reader, so that no bytes after the last element go unseen.
   *
   * @example
   * if (!reader.atEnd) log.warn("there is something after the key");
   */
  get atEnd(): bool {
    return this.at == this.end;
  }

  /**
   * A reader of what is in the next element: its own elements, for a sequence. `null` when it has another tag or is no DER.
   *
   * @example
   * const sequence = reader.enter(DerTag.Sequence);
   */
  enter(tag: i32): DerReader | null {
    return this.next(tag) ? new DerReader(this.data, this.content, this.at) : null;
  }

  /**
   * The content of the next element. `null` when it has another tag or is no DER.
   *
   * @example
   * const oid = reader.read(DerTag.ObjectIdentifier);
   */
  read(tag: i32): Bytes | null {
    return this.next(tag) ? this.data.slice<Bytes>(this.content, this.at) : null;
  }

  /**
   * The next element, a whole number that is not negative: big-endian, without leading zeros, one byte for 0. `null` when it is
   * something else, is negative or has more bytes than it needs.
   *
   * @example
   * const modulus = reader.readUnsigned();
   */
  readUnsigned(): Bytes | null {
    const before = this.at;
    if (!this.next(DerTag.Integer)) return null;
    const size = this.at - this.content;
    const first = size ? <i32>this.data[this.content] : 0x80;
    const padded = first == 0 && size > 1;
    if (first < 0x80 && !(padded && this.data[this.content + 1] < 0x80)) {
      return this.data.slice<Bytes>(padded ? this.content + 1 : this.content, this.at);
    }
    this.at = before;
    return null;
  }

  /**
   * The next element, a bit string of whole bytes. `null` when it is something else or does not fill its last byte.
   *
   * @example
   * const publicKey = reader.readBitString();
   */
  readBitString(): Bytes | null {
    const before = this.at;
    if (!this.next(DerTag.BitString)) return null;
    if (this.at > this.content && this.data[this.content] == 0) {
      return this.data.slice<Bytes>(this.content + 1, this.at);
    }
    this.at = before;
    return null;
  }

  /** Goes beyond the next element, whose content lies from `content` to before `at`. False leaves the reader where it is. */
  private next(tag: i32): bool {
    const start = this.at;
    if (this.end - start < 2 || (tag & 0x1f) == 0x1f || <i32>this.data[start] != tag) return false;
    let content = start + 2;
    let size: u32 = this.data[start + 1];
    if (size >= 0x80) {
      const bytes = size & 0x7f;
      // None is an indefinite length, and no data is longer than four can say
      if (bytes == 0 || bytes > 4 || bytes > <u32>(this.end - content)) return false;
      size = 0;
      for (const first = content; content < first + <i32>bytes; ++content) size = (size << 8) | this.data[content];
      const least: u32 = bytes == 1 ? 0x80 : 1 << ((bytes - 1) << 3);
      if (size < least) return false;
    }
    if (size > <u32>(this.end - content)) return false;
    this.content = content;
    this.at = content + size;
    return true;
  }
}
