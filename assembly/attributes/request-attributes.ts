import { property } from "../property/property";
import { HeaderAttributes } from "./header-attributes";
import { HeaderSource } from "./header-source";
import { text } from "./text";

/**
 * What Envoy knows of an HTTP request. What comes from its headers (from `id` to `headersBytes`) is there in
 * `onRequestHeaders`, in later callbacks of the request as long as the headers are held back, and in `onLog`. Keep in a
 * field what is needed elsewhere. The others are there in every phase.
 */
@final
@unmanaged
export class RequestAttributes {
  /** The id that Envoy gave the request, also in the header `x-request-id`: `request.id`. */
  get id(): string {
    return text("request.id");
  }

  /** Path and query: `request.path`. */
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

  /** All headers by name, several values of a name joined with commas: `request.headers`. */
  get headers(): HeaderAttributes {
    return changetype<HeaderAttributes>(HeaderSource.Request);
  }

  /** Bytes of all headers, names and values: `request.headers_bytes`. Envoy 1.36 does not have it. */
  get headersBytes(): i64 {
    return property.getInt("request.headers_bytes");
  }

  /** `HTTP/1.1`, `HTTP/2` and so on: `request.protocol`. */
  get protocol(): string {
    return text("request.protocol");
  }

  /** When its first byte came, in nanoseconds since 1970: `request.time`. */
  get time(): i64 {
    return property.getTimestamp("request.time");
  }

  /** How long the stream lasted, in nanoseconds; from `onLog` on, 0 before: `request.duration`. */
  get duration(): i64 {
    return property.getDuration("request.duration");
  }

  /** Bytes of the body: by `content-length` where its headers are there, otherwise those so far: `request.size`. */
  get size(): i64 {
    return property.getInt("request.size");
  }

  /** Bytes of the body so far and of the headers, where they are there: `request.total_size`. Whole in `onLog`. */
  get totalSize(): i64 {
    return property.getInt("request.total_size");
  }
}
