import { BufferType } from "../abi/enums/buffer-type";
import { HeaderMapType } from "../abi/enums/header-map-type";
import { Body, bodyOf } from "./body";
import { HeaderMap, headerMap } from "./header-map";

/**
 * The request of a stream. `path`, `method`, `authority` and `scheme` are its pseudo headers: they read as `""` where they
 * are not there, and assigning to them is `headers.set` without its status.
 *
 * @example
 * if (this.request.method == "POST") this.request.headers.set("x-written", "1");
 */
@final
@unmanaged
export class Request {
  // An object of this class is no memory but a number: the scope of the stream and one, so that it is never null.

  private get scope(): u32 {
    return <u32>(changetype<usize>(this) - 1);
  }

  /** The request's headers, pseudo headers such as `:path` among them. */
  get headers(): HeaderMap {
    return headerMap(HeaderMapType.HttpRequestHeaders, this.scope);
  }

  /** The fields after the body. */
  get trailers(): HeaderMap {
    return headerMap(HeaderMapType.HttpRequestTrailers, this.scope);
  }

  /** What the host holds of the body. */
  get body(): Body {
    return bodyOf(BufferType.HttpRequestBody, this.scope);
  }

  /** Path and query: `/cart?id=1`. Envoy chooses the route anew when it is changed in `onRequestHeaders`. */
  get path(): string {
    return this.pseudo(":path");
  }

  set path(value: string) {
    this.headers.set(":path", value);
  }

  /** `GET`, `POST` and so on. */
  get method(): string {
    return this.pseudo(":method");
  }

  set method(value: string) {
    this.headers.set(":method", value);
  }

  /** Host and port that the client asked: what HTTP/1.1 has in `host`. */
  get authority(): string {
    return this.pseudo(":authority");
  }

  set authority(value: string) {
    this.headers.set(":authority", value);
  }

  /** `http` or `https`. */
  get scheme(): string {
    return this.pseudo(":scheme");
  }

  set scheme(value: string) {
    this.headers.set(":scheme", value);
  }

  private pseudo(name: string): string {
    const value = this.headers.get(name);
    return value === null ? "" : value;
  }
}

/** The object for the request of a stream in a scope. */
export function requestOf(scope: u32): Request {
  return changetype<Request>(<usize>scope + 1);
}
