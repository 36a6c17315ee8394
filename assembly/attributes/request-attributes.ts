import { property } from "../property/property";
import { text } from "./text";

/** What Envoy knows of a request beside its headers. */
@final
@unmanaged
export class RequestAttributes {
  /** The id that Envoy gave the request, also in the header `x-request-id`: `request.id`. */
  get id(): string {
    return text("request.id");
  }

  /** `HTTP/1.1`, `HTTP/2` and so on: `request.protocol`. */
  get protocol(): string {
    return text("request.protocol");
  }

  /** Path and query; readable in `onLog`, too: `request.path`. */
  get path(): string {
    return text("request.path");
  }

  /** The path without the query: `request.url_path`. */
  get urlPath(): string {
    return text("request.url_path");
  }

  /** The query without the question mark: `request.query`. */
  get query(): string {
    return text("request.query");
  }

  /** Host and port that the client asked: `request.host`. */
  get host(): string {
    return text("request.host");
  }

  /** `http` or `https`: `request.scheme`. */
  get scheme(): string {
    return text("request.scheme");
  }

  /** `GET`, `POST` and so on: `request.method`. */
  get method(): string {
    return text("request.method");
  }

  /** The header `user-agent`: `request.useragent`. */
  get userAgent(): string {
    return text("request.useragent");
  }

  /** The header `referer`: `request.referer`. */
  get referer(): string {
    return text("request.referer");
  }

  /** When its first byte came, in nanoseconds since 1970: `request.time`. */
  get time(): i64 {
    return property.getTimestamp("request.time");
  }

  /** How long the stream lasted, in nanoseconds; 0 before its end: `request.duration`. */
  get duration(): i64 {
    return property.getDuration("request.duration");
  }

  /** Bytes of the body so far, or by `content-length`: `request.size`. */
  get size(): i64 {
    return property.getInt("request.size");
  }

  /** Bytes of headers and body so far; 0 before the end of the stream: `request.total_size`. */
  get totalSize(): i64 {
    return property.getInt("request.total_size");
  }
}
