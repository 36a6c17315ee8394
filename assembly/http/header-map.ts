import { Bytes } from "../abi/bytes";
import { HeaderMapType } from "../abi/enums/header-map-type";
import { Status } from "../abi/enums/status";
import { copyHeaders, headerValues } from "../abi/header-list";
import { findHeader, foundBytes, foundEquals, foundInteger, foundText } from "../abi/header-read";
import {
  addHeader,
  addHeaderBytes,
  removeHeader,
  replaceAllHeaders,
  replaceHeader,
  replaceHeaderBytes,
} from "../abi/header-write";
import { HeaderSnapshot } from "./header-snapshot";
import { Headers } from "./headers";

/**
 * The headers or trailers of a stream, as the host holds them: each call reads or changes them at once.
 *
 * Names may be written in any case; Envoy keeps them in lower case. Values are bytes; the methods without `Bytes` in their
 * name take and give text, where bytes that are no UTF-8 read as U+FFFD. Reading a map that Envoy does not show in this
 * phase is like reading an empty one: after `onRequestHeaders` has answered `Continue`, request headers can be read in
 * `onLog` only.
 *
 * @example
 * if (this.request.headers.get("x-canary") === null) this.request.headers.set("x-canary", "no");
 */
@final
@unmanaged
export class HeaderMap {
  // An object of this class is no memory but a number: the type of the map and one, so that it is never null.

  private get type(): HeaderMapType {
    return <HeaderMapType>(changetype<usize>(this) - 1);
  }

  /**
   * The first value of a header: `null` when there is no such header, `""` when its value is empty.
   *
   * @example
   * const type = this.request.headers.get("content-type");
   */
  get(name: string): string | null {
    return findHeader(this.type, name) == Status.Ok ? foundText() : null;
  }

  /**
   * The first value of a header as bytes: `null` when there is no such header. The quickest way for a value that is only
   * passed on: it is neither decoded nor encoded again.
   *
   * @example
   * const user = this.request.headers.getBytes("x-user");
   * if (user) this.response.headers.setBytes("x-seen-user", user);
   */
  getBytes(name: string): Bytes | null {
    return findHeader(this.type, name) == Status.Ok ? foundBytes() : null;
  }

  /**
   * All values of a header, in their order: of `set-cookie` or `x-forwarded-for`, say. A value is never split at commas.
   */
  getAll(name: string): string[] {
    return headerValues(this.type, name);
  }

  /**
   * The first value of a header as a number: `otherwise` when there is no such header, or when it is no decimal number of at
   * most 18 digits. Makes no string.
   *
   * @example
   * const length = this.request.headers.getInteger("content-length", -1);
   */
  getInteger(name: string, otherwise: i64): i64 {
    return findHeader(this.type, name) == Status.Ok ? foundInteger(otherwise) : otherwise;
  }

  /** Whether there is such a header. Makes no string. */
  has(name: string): bool {
    return findHeader(this.type, name) == Status.Ok;
  }

  /**
   * Whether the first value of a header is just this text. Makes no string.
   *
   * @example
   * if (this.request.headers.equals(":method", "OPTIONS")) return this.preflight();
   */
  equals(name: string, value: string): bool {
    return findHeader(this.type, name) == Status.Ok && foundEquals(value);
  }

  /** Why a header is missing: `NotFound` when it is not there, `BadArgument` when Envoy does not show the map in this phase. */
  statusOf(name: string): Status {
    return findHeader(this.type, name);
  }

  /**
   * Gives a header one value, in place of all it had.
   *
   * @returns `Ok`; `BadArgument`, with a line in the log, for a name or value that no header may have and in `onLog`;
   *   `BadArgument` in a phase that has no such map
   */
  set(name: string, value: string): Status {
    return replaceHeader(this.type, name, value);
  }

  /** Like {@link set}, with bytes. */
  setBytes(name: string, value: Bytes): Status {
    return replaceHeaderBytes(this.type, name, value);
  }

  /** Adds a value to a header, after those it has. Statuses as of {@link set}. */
  add(name: string, value: string): Status {
    return addHeader(this.type, name, value);
  }

  /** Like {@link add}, with bytes. */
  addBytes(name: string, value: Bytes): Status {
    return addHeaderBytes(this.type, name, value);
  }

  /** Removes a header with all its values; `Ok` also when there was none. Other statuses as of {@link set}. */
  remove(name: string): Status {
    return removeHeader(this.type, name);
  }

  /**
   * A copy of all headers, in their order.
   *
   * @example
   * const headers = this.request.headers.entries();
   * for (let i = 0; i < headers.length; ++i) log.info(`${headers.nameAt(i)}: ${headers.valueAt(i)}`);
   */
  entries(): Headers {
    return Headers.read(this.type);
  }

  /**
   * A copy of all headers that lasts and is cheap to make: for request headers that are needed in the response phase.
   *
   * @example
   * onRequestHeaders(endOfStream: bool): HeadersAction {
   *   this.asked = this.request.headers.snapshot();
   *   return HeadersAction.Continue;
   * }
   */
  snapshot(): HeaderSnapshot {
    return new HeaderSnapshot(copyHeaders(this.type));
  }

  /**
   * Replaces all headers. A request without `:method`, `:path` and `:authority`, or a response without `:status`, would be
   * broken by that: such headers answer `BadArgument`, and so do invalid names and values.
   */
  replaceAll(headers: Headers): Status {
    if (!isComplete(this.type, headers)) return Status.BadArgument;
    const pairs = headers.encode();
    return pairs ? replaceAllHeaders(this.type, pairs) : Status.BadArgument;
  }
}

function isComplete(type: HeaderMapType, headers: Headers): bool {
  if (type == HeaderMapType.HttpRequestHeaders) {
    return headers.has(":method") && headers.has(":path") && headers.has(":authority");
  }
  return type != HeaderMapType.HttpResponseHeaders || headers.has(":status");
}

/** The object for a map of the host, of a context in a scope. */
export function headerMap(type: HeaderMapType, scope: u32 = 0): HeaderMap {
  return changetype<HeaderMap>(<usize>type + scope + 1);
}
