import { Bytes } from "../abi/bytes";
import { DataAction } from "../abi/enums/data-action";
import { GrpcStatus } from "../abi/enums/grpc-status";
import { HeadersAction } from "../abi/enums/headers-action";
import { MetadataAction } from "../abi/enums/metadata-action";
import { Status } from "../abi/enums/status";
import { StreamType } from "../abi/enums/stream-type";
import { TrailersAction } from "../abi/enums/trailers-action";
import { continueStream } from "../abi/resume";
import { closeStream } from "../abi/stream-calls";
import { actOnLiving, scopeOf, turnNumber } from "../abi/turn";
import { Headers } from "../http/headers";
import { localReply, localReplyBytes } from "../http/local-reply";
import { Request, requestOf } from "../http/request";
import { Response, responseOf } from "../http/response";
import { ContextKind } from "../runtime/context-kind";
import { BaseContext } from "./base-context";

/** Stands for the turn of a local reply where the filter has reset the stream. */
const reset: u32 = u32.MAX_VALUE;

/**
 * One HTTP stream: a request and its response. A filter overrides the callbacks that it needs; Envoy does not even enter
 * the module for the others.
 *
 * The object is made at the stream's first callback (by `createHttpContext` of the plugin) and lives until `onDelete`, so
 * its fields keep what a later callback needs.
 *
 * @example
 * class Stream extends HttpContext {
 *   onRequestHeaders(endOfStream: bool): HeadersAction {
 *     if (this.request.headers.has("x-api-key")) return HeadersAction.Continue;
 *     this.sendLocalReply(401, "an API key is needed");
 *     return HeadersAction.Pause;
 *   }
 * }
 */
export class HttpContext extends BaseContext {
  // Names of the SDK's own, which no filter has for a member already

  /** The turn in which the stream was answered with a local reply, or {@link reset}; 0 for neither. */
  private __ended: u32 = 0;

  constructor() {
    super(ContextKind.Http);
  }

  /**
   * The request of this stream, also in a callback of another context. Ask for it anew where it is needed, and keep neither
   * it nor its `headers` in a field: asking is what makes host calls act on this stream.
   */
  get request(): Request {
    return requestOf(scopeOf(this.contextId));
  }

  /** The response of this stream, also in a callback of another context. Ask for it anew, as for {@link request}. */
  get response(): Response {
    return responseOf(scopeOf(this.contextId));
  }

  /**
   * The headers of the request are there. `endOfStream` tells that neither body nor trailers follow.
   *
   * Source: `proxy_on_request_headers`.
   */
  onRequestHeaders(endOfStream: bool): HeadersAction {
    return HeadersAction.Continue;
  }

  /**
   * A part of the request's body is there: `size` bytes are held, in `this.request.body`. Envoy often ends a body with an
   * empty part.
   *
   * Source: `proxy_on_request_body`.
   */
  onRequestBody(size: u32, endOfStream: bool): DataAction {
    return DataAction.Continue;
  }

  /**
   * The trailers of the request are there.
   *
   * Source: `proxy_on_request_trailers`.
   */
  onRequestTrailers(): TrailersAction {
    return TrailersAction.Continue;
  }

  /**
   * An HTTP/2 METADATA frame of `count` entries came with the request. Envoy shows no map of it.
   *
   * Source: `proxy_on_request_metadata`.
   */
  onRequestMetadata(count: u32): MetadataAction {
    return MetadataAction.Continue;
  }

  /**
   * The headers of the response are there; also those of a local reply, of this filter or another.
   *
   * Source: `proxy_on_response_headers`.
   */
  onResponseHeaders(endOfStream: bool): HeadersAction {
    return HeadersAction.Continue;
  }

  /**
   * A part of the response's body is there: `size` bytes are held, in `this.response.body`.
   *
   * Source: `proxy_on_response_body`.
   */
  onResponseBody(size: u32, endOfStream: bool): DataAction {
    return DataAction.Continue;
  }

  /**
   * The trailers of the response are there.
   *
   * Source: `proxy_on_response_trailers`.
   */
  onResponseTrailers(): TrailersAction {
    return TrailersAction.Continue;
  }

  /**
   * An HTTP/2 METADATA frame of `count` entries came with the response. Envoy shows no map of it.
   *
   * Source: `proxy_on_response_metadata`.
   */
  onResponseMetadata(count: u32): MetadataAction {
    return MetadataAction.Continue;
  }

  /**
   * Answers the request in place of the upstream. The stream stops whatever the callback returns, and the answer passes
   * this filter's own `onResponseHeaders` and `onResponseBody`, too, unless it was sent from there.
   *
   * It works in the callbacks of a request and in `onResponseHeaders`; later, when headers are sent already, Envoy resets
   * the stream. A stream has one such answer: the first one.
   *
   * @param status the HTTP status code, 200 to 599
   * @param body text of the body, sent as UTF-8
   * @param headers further headers
   * @param details goes into `%RESPONSE_CODE_DETAILS%` of access logs; spaces become `_`
   * @param grpcStatus for a client that speaks gRPC: Envoy answers it with HTTP 200, this `grpc-status` and the body as
   *   `grpc-message`
   * @returns `Ok`; `BadArgument` for invalid headers, with a line in the log, when the stream is gone, in its `onLog`, `onDone`
   *   and `onDelete`, and when it has been answered so or reset before
   *
   * @example
   * this.sendLocalReply(302, "", Headers.of([["location", "/login"]]));
   */
  sendLocalReply(
    status: u32,
    body: string = "",
    headers: Headers | null = null,
    details: string = "",
    grpcStatus: GrpcStatus = GrpcStatus.Unset,
  ): Status {
    if (!this.__mayReply()) return Status.BadArgument;
    return this.__keepEnd(localReply(status, body, headers, details, grpcStatus), turnNumber());
  }

  /** Like {@link sendLocalReply}, with a body of any bytes. */
  sendLocalReplyBytes(
    status: u32,
    body: Bytes,
    headers: Headers | null = null,
    details: string = "",
    grpcStatus: GrpcStatus = GrpcStatus.Unset,
  ): Status {
    if (!this.__mayReply()) return Status.BadArgument;
    return this.__keepEnd(localReplyBytes(status, body, headers, details, grpcStatus), turnNumber());
  }

  // A second reply out of a response callback ends Envoy with a segmentation fault (1.40).
  private __mayReply(): bool {
    return !this.__ended && actOnLiving(this.contextId);
  }

  // So does what ends a stream twice in one callback. The response of a local reply can be reset in its own callbacks.
  private __close(type: StreamType): Status {
    if (this.__ended == reset || this.__ended == turnNumber() || !actOnLiving(this.contextId))
      return Status.BadArgument;
    return this.__keepEnd(closeStream(this.contextId, type), reset);
  }

  private __keepEnd(status: Status, end: u32): Status {
    if (status == Status.Ok) this.__ended = end;
    return status;
  }

  /** Of the SDK's own use: the filter has reset the stream. */
  get __isReset(): bool {
    return this.__ended == reset;
  }

  /**
   * Resumes a paused request, once the callback has returned; in the request's own callback it makes that one continue,
   * whatever it returns. May be called from any callback: of a call's answer, a timer, the plugin.
   *
   * @returns `Ok`; `BadArgument` when the stream is gone
   *
   * Source: `proxy_continue_stream`.
   */
  continueRequest(): Status {
    return continueStream(this.contextId, StreamType.HttpRequest);
  }

  /** Resumes a paused response. Otherwise like {@link continueRequest}. */
  continueResponse(): Status {
    return continueStream(this.contextId, StreamType.HttpResponse);
  }

  /**
   * Resets the stream, once the callback has returned, whatever that returns: the client gets no answer.
   *
   * @returns `Ok`; `BadArgument`, and nothing is reset, when the stream is gone, in its `onLog`, `onDone` and `onDelete`, when it
   *   has been reset before and when it has been answered with a local reply in the same callback: each would end Envoy
   *
   * Source: `proxy_close_stream`.
   */
  closeRequest(): Status {
    return this.__close(StreamType.HttpRequest);
  }

  /** Resets the stream in the name of its response. Otherwise like {@link closeRequest}. */
  closeResponse(): Status {
    return this.__close(StreamType.HttpResponse);
  }
}
