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
  /** The response's headers, the pseudo header `:status` among them. */
  get headers(): HeaderMap {
    return headerMap(HeaderMapType.HttpResponseHeaders);
  }

  /** The fields after the body. */
  get trailers(): HeaderMap {
    return headerMap(HeaderMapType.HttpResponseTrailers);
  }

  /** What the host holds of the body. */
  get body(): Body {
    return bodyOf(BufferType.HttpResponseBody);
  }

  /** The status code, of the pseudo header `:status`; 0 before there is a response. Assigning is `headers.set` without its status. */
  get status(): u32 {
    return <u32>this.headers.getInteger(":status", 0);
  }

  set status(value: u32) {
    this.headers.set(":status", value.toString());
  }
}
