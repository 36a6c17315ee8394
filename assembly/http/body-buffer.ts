import { DataAction } from "../abi/enums/data-action";
import { HeadersAction } from "../abi/enums/headers-action";
import { LogLevel } from "../abi/enums/log-level";
import { writeLog } from "../abi/log-calls";
import { HttpContext } from "../context/http-context";

/**
 * Holds a body until all of it is there, so that it can be read and replaced as a whole. It takes care of what goes wrong
 * easily: `content-length` is removed, since Envoy does not adapt it; a body ends with its last part or with trailers; and a
 * body that is too large ends the stream: a request with 413, a response with a reset, as its headers are sent already. With
 * {@link passTooLarge} it passes untouched instead.
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
 *     if (!this.upload.isComplete(size, endOfStream)) return this.upload.action;
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
  /**
   * Whether the body is larger than the limit: it is refused, or passes untouched. Known from {@link expect} on when its
   * `content-length` says so, else from the part that goes beyond the limit on.
   */
  isTooLarge: bool = false;
  private passes: bool = false;
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

  /**
   * From now on a body that is too large passes untouched, and {@link isTooLarge} tells the filter. One that announces its size
   * keeps its `content-length`, and no part of it is held. Of another one what was held goes on first, together with the part
   * that went beyond the limit; `content-length` was removed if there was one. Later parts pass one by one, as they come.
   *
   * This is not for a check that a request must pass: its client chooses the size.
   *
   * The limit must be less than what Envoy itself holds, and by more than one part of the body: where both are 1 MiB, Envoy answers
   * 413 first.
   *
   * @returns this
   *
   * @example
   * class Stream extends HttpContext {
   *   private page: BodyBuffer = BodyBuffer.ofResponse(this, 64 << 10).passTooLarge();
   *
   *   onResponseHeaders(endOfStream: bool): HeadersAction {
   *     return this.page.expect(endOfStream);
   *   }
   *
   *   onResponseBody(size: u32, endOfStream: bool): DataAction {
   *     if (!this.page.isComplete(size, endOfStream)) return this.page.action;
   *     this.response.body.replaceText(this.response.body.text().replaceAll("http://", "https://"));
   *     return DataAction.Continue;
   *   }
   *
   *   onLog(): void {
   *     if (this.page.isTooLarge) log.warn("too large: its links are as they were");
   *   }
   * }
   */
  passTooLarge(): BodyBuffer {
    this.passes = true;
    return this;
  }

  /**
   * What the callback of the body has to answer when {@link isComplete} was `false`: `Pause`, or `Continue` where the body passes
   * because it is too large.
   */
  get action(): DataAction {
    return this.passes && this.isTooLarge ? DataAction.Continue : DataAction.Pause;
  }

  /** To be called, and its answer returned, in the callback of the headers. */
  expect(endOfStream: bool): HeadersAction {
    if (endOfStream) return HeadersAction.Continue;
    const headers = this.isRequest ? this.stream.request.headers : this.stream.response.headers;
    const announced = headers.getInteger("content-length", 0);
    if (announced > <i64>this.limit) return this.exceed(announced) ? HeadersAction.Continue : HeadersAction.Pause;
    headers.remove("content-length");
    return HeadersAction.Continue;
  }

  /**
   * To be called in the callback of the body, with its parameters. `true`: all is there, in `request.body` or
   * `response.body`, and goes on when the callback answers `Continue`. `false`: the callback has to answer {@link action}.
   */
  isComplete(size: u32, endOfStream: bool): bool {
    if (this.isTooLarge) return false;
    if (size > this.limit) {
      this.holds = false;
      this.exceed(size);
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

  // The body is too large. Whether it passes.
  private exceed(size: i64): bool {
    this.isTooLarge = true;
    if (this.passes) return true;
    const what = this.isRequest ? "request" : "response";
    writeLog(LogLevel.Warn, `body of the ${what} refused: ${size} bytes, and ${this.limit} are the limit`);
    if (this.isRequest) this.stream.sendLocalReply(413, "the body is too large");
    else this.stream.closeResponse();
    return false;
  }
}
