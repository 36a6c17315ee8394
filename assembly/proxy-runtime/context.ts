import { DataAction } from "../abi/enums/data-action";
import { HeadersAction } from "../abi/enums/headers-action";
import { MetadataAction } from "../abi/enums/metadata-action";
import { PeerType } from "../abi/enums/peer-type";
import { Status } from "../abi/enums/status";
import { TrailersAction } from "../abi/enums/trailers-action";
import { turnTo } from "../abi/turn";
import { BaseContext } from "./base-context";
import { FilterStatusValues } from "./enums/filter-status-values";
import { RootContext } from "./root-context";

/**
 * One HTTP stream or TCP connection, as the old SDK has it: `HttpContext` and `TcpContext` in one class. It is made at the
 * first callback of the stream.
 *
 * @example
 * class AddHeader extends Context {
 *   constructor(context_id: u32, root_context: RootContext) {
 *     super(context_id, root_context);
 *   }
 *
 *   onResponseHeaders(a: u32, end_of_stream: bool): FilterHeadersStatusValues {
 *     stream_context.headers.response.add("hello", this.root_context.getConfiguration());
 *     return FilterHeadersStatusValues.Continue;
 *   }
 * }
 */
export class Context extends BaseContext {
  /** The plugin of the stream. */
  root_context: RootContext;

  /** Takes what `createContext` of the plugin was given, and the plugin. */
  constructor(context_id_: u32, root_context: RootContext) {
    super(context_id_);
    this.root_context = root_context;
  }

  /** Of no use: the old SDK has it. Answers the context itself. */
  createContext(): Context {
    return this;
  }

  /** A client has connected. */
  onNewConnection(): FilterStatusValues {
    return FilterStatusValues.Continue;
  }

  /** The client has sent `size` bytes. */
  onDownstreamData(size: usize, end: bool): FilterStatusValues {
    return FilterStatusValues.Continue;
  }

  /** The upstream has sent `size` bytes. */
  onUpstreamData(size: usize, end: bool): FilterStatusValues {
    return FilterStatusValues.Continue;
  }

  /** The connection to the client is closed. */
  onDownstreamConnectionClose(t: PeerType): void {}

  /** The connection to the upstream is closed. */
  onUpstreamConnectionClose(t: PeerType): void {}

  /** The request's headers are there; `a` is their number. */
  onRequestHeaders(a: u32, end_of_stream: bool): HeadersAction {
    return HeadersAction.Continue;
  }

  /** An HTTP/2 METADATA frame of `a` entries came with the request. */
  onRequestMetadata(a: u32): MetadataAction {
    return MetadataAction.Continue;
  }

  /** A part of the request's body is there: the host holds so many bytes. */
  onRequestBody(body_buffer_length: usize, end_of_stream: bool): DataAction {
    return DataAction.Continue;
  }

  /** The request's trailers are there; `a` is their number. */
  onRequestTrailers(a: u32): TrailersAction {
    return TrailersAction.Continue;
  }

  /** The response's headers are there; `a` is their number. */
  onResponseHeaders(a: u32, end_of_stream: bool): HeadersAction {
    return HeadersAction.Continue;
  }

  /** An HTTP/2 METADATA frame of `a` entries came with the response. */
  onResponseMetadata(a: u32): MetadataAction {
    return MetadataAction.Continue;
  }

  /** A part of the response's body is there: the host holds so many bytes. */
  onResponseBody(body_buffer_length: usize, end_of_stream: bool): DataAction {
    return DataAction.Continue;
  }

  /** The response's trailers are there; `s` is their number. */
  onResponseTrailers(s: u32): TrailersAction {
    return TrailersAction.Continue;
  }

  /** The time to write an access log entry: headers can be read once more, and not be written. */
  onLog(): void {}

  /** Makes this the stream that host calls act on: `Ok`, or `BadArgument` where it is gone. */
  setEffectiveContext(): Status {
    return turnTo(this.context_id) ? Status.Ok : Status.BadArgument;
  }
}
