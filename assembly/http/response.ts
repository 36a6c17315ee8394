import { BufferType } from "../abi/enums/buffer-type";
import { HeaderMapType } from "../abi/enums/header-map-type";
import { Body, bodyOf } from "./body";
import { HeaderMap, headerMap } from "./header-map";

/**
 * The response of a stream.
 *
 * @example
 * if (this.response.status >= 500) this.response.headers.set("cache-control", "no-store");
 */
@final
@unmanaged
export class Response {
  // An object of this class is no memory but a number: the scope of the stream and one, so that it is never null.

  private get scope(): u32 {
    return <u32>(changetype<usize>(this) - 1);
  }

  /** The response's headers, the pseudo header `:status` among them. */
  get headers(): HeaderMap {
    return headerMap(HeaderMapType.HttpResponseHeaders, this.scope);
  }

  /** The fields after the body. */
  get trailers(): HeaderMap {
    return headerMap(HeaderMapType.HttpResponseTrailers, this.scope);
  }

  /** What the host holds of the body. */
  get body(): Body {
    return bodyOf(BufferType.HttpResponseBody, this.scope);
  }

  /** The status code, of the pseudo header `:status`; 0 before there is a response. Assigning is `headers.set` without its status. */
  get status(): u32 {
    return <u32>this.headers.getInteger(":status", 0);
  }

  set status(value: u32) {
    this.headers.set(":status", value.toString());
  }
}

/** The object for the response of a stream in a scope. */
export function responseOf(scope: u32): Response {
  return changetype<Response>(<usize>scope + 1);
}
