import type { DeclaredProperty } from "../attributes/declared-property.ts";
import { getProperty } from "../attributes/get-property.ts";
import type { PluginProperties } from "../attributes/property-context.ts";
import { setProperty } from "../attributes/set-property.ts";
import type { ByteString } from "../bytes.ts";
import type { DataBuffer } from "../data-buffer.ts";
import type { ForeignContext, ForeignResult } from "../foreign/foreign-call.ts";
import type { HttpFilter } from "../http/filter-manager.ts";
import type { Direction, FilterSide, StreamFilter } from "../http/filter-side.ts";
import { HeaderMap, lowerCase } from "../http/header-map.ts";
import type { HttpStream } from "../http/http-stream.ts";
import { BufferType, DataStatus, HeadersStatus, MapType, Status, StreamType, TrailersStatus } from "../status.ts";
import type { StreamInfo } from "../stream-info.ts";
import { callForeign } from "./call-foreign.ts";
import { Context, type ContextBuffer, type LocalReply } from "./context.ts";
import { contextBuffer } from "./context-buffer.ts";
import { dataStatus, headersStatus } from "./filter-status.ts";
import { RequestFilter, ResponseFilter } from "./http-filters.ts";
import type { RootContext } from "./root-context.ts";
import type { Callback } from "./wasm.ts";

/** What stands in the access log for a map that there is not. */
const none = new HeaderMap("trailers");

/** What Envoy answers, and says in its access log, where a module has failed. */
const failed = { status: 503, body: "", grpcStatus: 14 };
const failedDetails = "wasm_fail_stream";

/** An HTTP stream in a plugin: the filter that calls into the module, and what the module's host calls act on. */
export class HttpContext extends Context implements HttpFilter, ForeignContext {
  readonly root: RootContext;
  readonly stream: HttpStream;
  readonly decoder: StreamFilter;
  readonly encoder: StreamFilter;
  readonly isFilter = true;
  private heldRequestHeaders: HeaderMap | undefined;
  private heldResponseHeaders: HeaderMap | undefined;
  private heldResponseTrailers: HeaderMap | undefined;
  private ownDeclared: Map<ByteString, DeclaredProperty> | undefined;
  private requestTrailers: HeaderMap | undefined;
  private requestBody: DataBuffer | undefined;
  private responseBody: DataBuffer | undefined;
  /** What the module has paused a body for is in the chain's buffer, not in the last part. */
  private bufferingRequest = false;
  private bufferingResponse = false;
  /** Of the last part of either direction. */
  private endOfStream = false;
  private created = false;
  private started = false;
  private destroyed = false;
  private streamFailed = false;
  private closing = false;
  private answered = false;
  /** The module has paused the request's headers. */
  private heldBack = false;

  constructor(root: RootContext, stream: HttpStream) {
    super(root.wasm, root.wasm.nextContextId(), root.prefix);
    this.root = root;
    this.stream = stream;
    root.hold();
    this.decoder = new RequestFilter(this);
    this.encoder = new ResponseFilter(this);
  }

  get pluginProperties(): PluginProperties {
    return this.root.pluginProperties;
  }

  /** What the stream itself has declared, which no property heeds: those are the root context's. */
  get declared(): Map<ByteString, DeclaredProperty> {
    this.ownDeclared ??= new Map();
    return this.ownDeclared;
  }

  get streamInfo(): StreamInfo {
    return this.stream.info;
  }

  // As a filter

  onRequestHeaders(headers: HeaderMap, endOfStream: boolean): HeadersStatus {
    this.create();
    this.started = true;
    this.heldRequestHeaders = headers;
    this.endOfStream = endOfStream;
    const status = this.headersCallback("proxy_on_request_headers", headers.size, endOfStream);
    this.heldBack = status !== HeadersStatus.Continue && !this.wasm.failed;
    if (status === HeadersStatus.Continue) this.heldRequestHeaders = undefined;
    return status;
  }

  onRequestBody(data: DataBuffer, endOfStream: boolean): DataStatus {
    if (!this.started) return DataStatus.Continue;
    this.requestBody = data;
    this.endOfStream = endOfStream;
    if (this.bufferingRequest && !this.held(this.stream.filterManager.request, data)) {
      return DataStatus.StopIterationAndBuffer;
    }
    const held = this.requestBuffer();
    this.callData = contextBuffer(held);
    const status = this.dataCallback("proxy_on_request_body", held?.length ?? 0, endOfStream);
    if (status === DataStatus.Continue) this.passOn(this.stream.filterManager.decoders, this.decoder, held, data);
    this.bufferingRequest = status === DataStatus.StopIterationAndBuffer;
    if (status === DataStatus.Continue) this.requestBody = undefined;
    return status;
  }

  onRequestTrailers(trailers: HeaderMap): TrailersStatus {
    if (!this.started) return TrailersStatus.Continue;
    this.requestTrailers = trailers;
    const status = this.trailersCallback("proxy_on_request_trailers", trailers.size);
    if (status === TrailersStatus.Continue) this.requestTrailers = undefined;
    return status;
  }

  onRequestMetadata(elements: number): void {
    if (this.started) this.trailersCallback("proxy_on_request_metadata", elements);
  }

  onResponseHeaders(headers: HeaderMap, endOfStream: boolean): HeadersStatus {
    if (!this.started) return HeadersStatus.Continue;
    this.heldResponseHeaders = headers;
    this.endOfStream = endOfStream;
    const status = this.headersCallback("proxy_on_response_headers", headers.size, endOfStream);
    if (status === HeadersStatus.Continue) this.heldResponseHeaders = undefined;
    return status;
  }

  onResponseBody(data: DataBuffer, endOfStream: boolean): DataStatus {
    if (!this.started) return DataStatus.Continue;
    this.responseBody = data;
    this.endOfStream = endOfStream;
    if (this.bufferingResponse && !this.held(this.stream.filterManager.response, data)) {
      return DataStatus.StopIterationAndBuffer;
    }
    const held = this.responseBuffer();
    this.callData = contextBuffer(held);
    const status = this.dataCallback("proxy_on_response_body", held?.length ?? 0, endOfStream);
    if (status === DataStatus.Continue) this.passOn(this.stream.filterManager.encoders, this.encoder, held, data);
    this.bufferingResponse = status === DataStatus.StopIterationAndBuffer;
    if (status === DataStatus.Continue) this.responseBody = undefined;
    return status;
  }

  onResponseTrailers(trailers: HeaderMap): TrailersStatus {
    if (!this.started) return TrailersStatus.Continue;
    this.heldResponseTrailers = trailers;
    const status = this.trailersCallback("proxy_on_response_trailers", trailers.size);
    if (status === TrailersStatus.Continue) this.heldResponseTrailers = undefined;
    return status;
  }

  onResponseMetadata(elements: number): void {
    if (this.started) this.trailersCallback("proxy_on_response_metadata", elements);
  }

  override log(level?: number, message?: ByteString): void {
    if (level === undefined || message === undefined) this.writeAccessLog();
    else super.log(level, message);
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    if (this.created) this.end();
    this.wasm.contexts.delete(this.id);
    this.root.release();
  }

  // For host calls

  override headerMap(type: number): HeaderMap | undefined {
    if (type >= MapType.GRPC_CALL_INITIAL_METADATA) {
      return this.root.headerMap(type) ?? (this.stream.logging ? none : undefined);
    }
    if (this.stream.logging) return this.loggedMap(type) ?? none;
    if (type === MapType.HTTP_REQUEST_HEADERS) return this.heldRequestHeaders;
    if (type === MapType.HTTP_REQUEST_TRAILERS) return this.current(this.requestTrailers, this.stream.requestTrailers);
    if (type === MapType.HTTP_RESPONSE_HEADERS) return this.heldResponseHeaders;
    return this.current(this.heldResponseTrailers, this.stream.responseTrailers);
  }

  // What properties read: the map that the module holds, else that of the access log

  get requestHeaders(): HeaderMap | undefined {
    return this.heldRequestHeaders ?? this.loggedMap(MapType.HTTP_REQUEST_HEADERS);
  }

  get responseHeaders(): HeaderMap | undefined {
    return this.heldResponseHeaders ?? this.loggedMap(MapType.HTTP_RESPONSE_HEADERS);
  }

  get responseTrailers(): HeaderMap | undefined {
    return this.heldResponseTrailers ?? this.loggedMap(MapType.HTTP_RESPONSE_TRAILERS);
  }

  /** What the access log gets of a stream; it gets no trailers of requests. */
  private loggedMap(type: number): HeaderMap | undefined {
    const { stream } = this;
    if (!stream.logging) return undefined;
    if (type === MapType.HTTP_REQUEST_HEADERS) return stream.requestHeaders;
    if (type === MapType.HTTP_RESPONSE_HEADERS) return stream.responseHeaders;
    return type === MapType.HTTP_RESPONSE_TRAILERS ? stream.responseTrailers : undefined;
  }

  override mutableHeaderMap(type: number): HeaderMap | undefined {
    if (type === MapType.HTTP_REQUEST_HEADERS) return this.heldRequestHeaders;
    if (type === MapType.HTTP_REQUEST_TRAILERS) return this.trailersOfRequest();
    if (type === MapType.HTTP_RESPONSE_HEADERS) return this.heldResponseHeaders;
    if (type === MapType.HTTP_RESPONSE_TRAILERS) return this.trailersOfResponse();
    return undefined;
  }

  override headersChanged(type: number): void {
    if (type === MapType.HTTP_REQUEST_HEADERS) this.stream.requestHeadersChanged();
  }

  override buffer(type: number): ContextBuffer | Status {
    if (type === BufferType.HTTP_REQUEST_BODY) return contextBuffer(this.requestBuffer());
    if (type === BufferType.HTTP_RESPONSE_BODY) return contextBuffer(this.responseBuffer());
    return this.root.commonBuffer(type);
  }

  override property(path: ByteString): ByteString | Status {
    return getProperty(path, this);
  }

  override setProperty(path: ByteString, value: ByteString): Status {
    return setProperty(path, value, this);
  }

  override continueStream(type: number): Status {
    const manager = this.stream.filterManager;
    if (type === StreamType.HTTP_REQUEST) {
      const answered = this.answered;
      this.wasm.defer(() => {
        if (!this.destroyed) sideOf(manager.decoders, this.decoder)?.continue();
        else if (answered && this.heldBack) this.stream.forwardAnswered();
      });
    } else if (type === StreamType.HTTP_RESPONSE) {
      if (!this.stream.responseHeaders) this.wasm.crash("a response is resumed before there is one");
      this.later(() => sideOf(manager.encoders, this.encoder)?.continue());
    } else return type === StreamType.DOWNSTREAM ? Status.OK : Status.UNIMPLEMENTED;
    this.heldRequestHeaders = undefined;
    this.requestBody = undefined;
    this.requestTrailers = undefined;
    return Status.OK;
  }

  override closeStream(type: number): Status {
    if (type === StreamType.HTTP_REQUEST || type === StreamType.HTTP_RESPONSE) {
      if (this.stream.isOver || this.closing) this.wasm.crash("a stream is closed that has ended");
      this.closing = true;
      this.later(() => {
        this.stream.info.responseCodeDetails ??= "wasm_close_stream";
        this.stream.resetClient();
      });
    }
    return Status.OK;
  }

  override sendLocalReply({ status, details, body, headers, grpcStatus }: LocalReply): void {
    if (this.stream.isOver) this.wasm.crash("a local reply to a stream that has ended");
    this.answered = true;
    this.later(() => {
      const grpc = grpcStatus >= 0 && grpcStatus <= 16 ? { grpcStatus } : {};
      const fields = headers.filter(([name]) => lowerCase(name) !== ":status");
      this.stream.sendLocalReply({ status, body, headers: fields, ...grpc }, details.replaceAll(/\s/g, "_"));
    });
  }

  override clearRouteCache(): void {
    this.stream.clearRouteCache();
  }

  override callForeignFunction(name: ByteString, argument: Uint8Array): ForeignResult {
    return callForeign(this, name, argument);
  }

  // Inside

  /** At the end of a body a module can give a message trailers that it had not. */
  private trailersOfRequest(): HeaderMap | undefined {
    if (!this.requestTrailers && this.requestBody && this.endOfStream) {
      this.requestTrailers = this.stream.addRequestTrailers();
    }
    return this.current(this.requestTrailers, this.stream.requestTrailers);
  }

  private trailersOfResponse(): HeaderMap | undefined {
    if (!this.heldResponseTrailers && this.responseBody && this.endOfStream) {
      this.heldResponseTrailers = this.stream.addResponseTrailers();
    }
    return this.current(this.heldResponseTrailers, this.stream.responseTrailers);
  }

  /** Trailers that another filter has replaced are memory that Envoy has given back. */
  private current(held: HeaderMap | undefined, current: HeaderMap | undefined): HeaderMap | undefined {
    if (held && held !== current) this.wasm.crash("trailers are used that another filter has replaced");
    return held;
  }

  private create(): void {
    if (this.created) return;
    this.created = true;
    this.callback("proxy_on_context_create", this.root.id);
  }

  /** Adds a part to what the module has paused for, so that it sees all of it. False where that was too much. */
  private held(direction: Direction, data: DataBuffer): boolean {
    direction.streaming = false;
    direction.hold(data);
    return !this.destroyed;
  }

  /** What was added to a pause that something else has ended goes on by itself. */
  private passOn(
    sides: readonly FilterSide[],
    filter: StreamFilter,
    held: DataBuffer | undefined,
    data: DataBuffer,
  ): void {
    if (this.wasm.services.envoyMinor < 39) return; // it stays where it is, and is lost
    if (held && held !== data && sideOf(sides, filter)?.state === "continue") data.move(held);
  }

  private requestBuffer(): DataBuffer | undefined {
    return this.bufferingRequest ? this.stream.filterManager.request.buffered : this.requestBody;
  }

  private responseBuffer(): DataBuffer | undefined {
    return this.bufferingResponse ? this.stream.filterManager.response.buffered : this.responseBody;
  }

  private headersCallback(name: string, count: number, endOfStream: boolean): HeadersStatus {
    const { wasm } = this;
    if (wasm.failed) return this.fail() ? HeadersStatus.StopAllIterationAndWatermark : HeadersStatus.Continue;
    const callback = wasm.callback(name);
    if (!callback) return HeadersStatus.Continue;
    // The oldest ABI does not tell of the end
    const end = wasm.plugin.module.abi === "0.1.0" ? [] : [Number(endOfStream)];
    const answer = wasm.call(this, name, callback, this.id, count, ...end);
    if (wasm.failed) {
      const stops = this.fail();
      wasm.runDeferred();
      return stops ? HeadersStatus.StopAllIterationAndWatermark : HeadersStatus.Continue;
    }
    const status = headersStatus(answer, wasm.iterationStopped, this.root.plugin.allowOnHeadersStopIteration);
    wasm.runDeferred();
    return status;
  }

  private dataCallback(name: string, size: number, endOfStream: boolean): DataStatus {
    const { wasm } = this;
    if (wasm.failed) return this.fail() ? DataStatus.StopIterationNoBuffer : DataStatus.Continue;
    const callback = wasm.callback(name);
    if (!callback) return DataStatus.Continue;
    const answer = wasm.call(this, name, callback, this.id, size, Number(endOfStream));
    let status = dataStatus(answer, wasm.iterationStopped);
    if (wasm.failed) status = this.fail() ? DataStatus.StopIterationNoBuffer : DataStatus.Continue;
    wasm.runDeferred();
    return status;
  }

  private trailersCallback(name: string, count: number): TrailersStatus {
    const { wasm } = this;
    if (wasm.failed) return this.fail() ? TrailersStatus.StopIteration : TrailersStatus.Continue;
    const callback = wasm.callback(name);
    if (!callback) return TrailersStatus.Continue;
    const answer = wasm.call(this, name, callback, this.id, count);
    let status: TrailersStatus =
      answer === 0 && !wasm.iterationStopped ? TrailersStatus.Continue : TrailersStatus.StopIteration;
    if (wasm.failed) status = this.fail() ? TrailersStatus.StopIteration : TrailersStatus.Continue;
    wasm.runDeferred();
    return status;
  }

  private writeAccessLog(): void {
    this.create();
    this.callback("proxy_on_log");
  }

  private end(): void {
    this.callback("proxy_on_done");
    this.callback("proxy_on_delete");
  }

  private callback(name: string, ...args: number[]): void {
    const { wasm } = this;
    const callback: Callback | undefined = wasm.failed ? undefined : wasm.callback(name);
    if (!callback) return;
    wasm.call(this, name, callback, this.id, ...args);
    wasm.runDeferred();
  }

  /** The module has failed: answers in its place. False where the stream is to go on without it. */
  private fail(): boolean {
    if (this.root.plugin.failurePolicy === "LEGACY_FAIL_OPEN") return false;
    if (this.streamFailed) return false; // the answer itself comes by
    this.streamFailed = true;
    this.stream.sendLocalReply(failed, failedDetails);
    return true;
  }

  /** What a module asks for happens once its callback has returned. */
  private later(action: () => void): void {
    this.wasm.defer(() => {
      if (!this.destroyed) action();
    });
  }
}

function sideOf(sides: readonly FilterSide[], filter: StreamFilter): FilterSide | undefined {
  return sides.find((side) => side.filter === filter);
}
