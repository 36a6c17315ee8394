import { HeadersAction } from "../abi/enums/headers-action";
import { LogLevel } from "../abi/enums/log-level";
import { writeLog } from "../abi/log-calls";
import { HttpContext } from "../context/http-context";

/**
 * Holds a body until all of it is there, so that it can be read and replaced as a whole. It takes care of what goes wrong
 * easily: `content-length` is removed, since Envoy does not adapt it; a body ends with its last part or with trailers; and a
 * body that is too large ends the stream: a request with 413, a response with a reset, as its headers are sent already.
 *
 * The headers of a request go on before its body is there. For a body that decides on the headers, pause in
 * `onRequestHeaders` and have `allow_on_headers_stop_iteration` in the plugin's configuration.
 *
 * @example
 * class Stream extends HttpContext {
 *   private upload: BodyBuffer = BodyBuffer.ofRequest(this, 64 << 10);
 *
 *   onRequestHeaders(endOfStream: bool): HeadersAction {
 *     return this.upload.expect(endOfStream);
 *   }
 *
 *   onRequestBody(size: u32, endOfStream: bool): DataAction {
 *     if (!this.upload.isComplete(size, endOfStream)) return DataAction.Pause;
 *     return this.rewrite();
 *   }
 *
 *   onRequestTrailers(): TrailersAction {
 *     if (this.upload.endsWithTrailers()) this.rewrite();
 *     return TrailersAction.Continue;
 *   }
 *
 *   private rewrite(): DataAction {
 *     this.request.body.replaceText(this.request.body.text().toUpperCase());
 *     return DataAction.Continue;
 *   }
 * }
 */
export class BodyBuffer {
  private stream: HttpContext;
  private isRequest: bool;
  private limit: u32;
  /** Whether a part of the body is held. */
  private holds: bool = false;

  private constructor(stream: HttpContext, isRequest: bool, limit: u32) {
    this.stream = stream;
    this.isRequest = isRequest;
    this.limit = limit;
  }

  /**
   * For the body of a request.
   *
   * @param limit most bytes to hold. Envoy itself holds up to its buffer limit (1 MiB unless configured) and then answers 413
   */
  static ofRequest(stream: HttpContext, limit: u32 = 1 << 20): BodyBuffer {
    return new BodyBuffer(stream, true, limit);
  }

  /** For the body of a response. */
  static ofResponse(stream: HttpContext, limit: u32 = 1 << 20): BodyBuffer {
    return new BodyBuffer(stream, false, limit);
  }

  /** To be called, and its answer returned, in the callback of the headers. */
  expect(endOfStream: bool): HeadersAction {
    if (endOfStream) return HeadersAction.Continue;
    const headers = this.isRequest ? this.stream.request.headers : this.stream.response.headers;
    const announced = headers.getInteger("content-length", 0);
    if (announced > <i64>this.limit) {
      this.refuse(announced);
      return HeadersAction.Pause;
    }
    headers.remove("content-length");
    return HeadersAction.Continue;
  }

  /**
   * To be called in the callback of the body, with its parameters. `true`: all is there, in `request.body` or
   * `response.body`, and goes on when the callback answers `Continue`. `false`: the callback has to answer `Pause`.
   */
  isComplete(size: u32, endOfStream: bool): bool {
    if (size > this.limit) {
      this.refuse(size);
      return false;
    }
    this.holds = !endOfStream;
    return endOfStream;
  }

  /** To be called in the callback of the trailers. `true`: the body ends here, as of {@link isComplete}. */
  endsWithTrailers(): bool {
    const ends = this.holds;
    this.holds = false;
    return ends;
  }

  private refuse(size: i64): void {
    const what = this.isRequest ? "request" : "response";
    writeLog(LogLevel.Warn, `body of the ${what} refused: ${size} bytes, and ${this.limit} are the limit`);
    if (this.isRequest) this.stream.sendLocalReply(413, "the body is too large");
    else this.stream.closeResponse();
  }
}
