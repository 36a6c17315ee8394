import type { ByteString } from "../bytes.ts";
import type { SharedByStreams } from "../client-stream.ts";
import { DataBuffer } from "../data-buffer.ts";
import { FilterState } from "../filter-state.ts";
import type { HttpServices } from "../proxy/http-services.ts";
import { StreamInfo, type StreamProtocol } from "../stream-info.ts";
import { AnnouncedLength } from "./announced-length.ts";
import { ChosenRoute } from "./chosen-route.ts";
import { connectionOf } from "./client-address.ts";
import { FilterManager, type FilterManagerCallbacks, type HttpFilter } from "./filter-manager.ts";
import { Gate } from "./gate.ts";
import { setGivenFilterState } from "./given-filter-state.ts";
import { brokenResponseHeaders } from "./header-checks.ts";
import { codecError } from "./header-limits.ts";
import { type HeaderField, HeaderMap } from "./header-map.ts";
import { finishResponseHeaders, prepareRequestHeaders } from "./header-mutations.ts";
import { http1ResponseFields } from "./http1-fields.ts";
import { tokensOf } from "./http1-rules.ts";
import { http2Fields } from "./http2-fields.ts";
import { IdleTimer } from "./idle-timer.ts";
import { LocalReplies } from "./local-replies.ts";
import { isGrpcRequest, type LocalReplyOptions } from "./local-reply.ts";
import { Outbox } from "./outbox.ts";
import { type Refusal, refusalOf } from "./request-checks.ts";
import { ResponseFlag } from "./response-flags.ts";
import type { ResponseReceiver } from "./response-receiver.ts";
import type { Route } from "./route-table.ts";
import { Router } from "./router.ts";

/** Envoy's default of `initial_stream_window_size`. */
const http2StreamWindow = 1 << 24;
/** The error code of HTTP/2 for a body that is not as long as was said. */
const protocolError = 1;
/** The error code of HTTP/2 with which Envoy gives a stream up. */
const internalError = 2;

/** What a client hears over HTTP/1 whose headers are too many or too long. */
const fieldsTooLarge = {
  status: 431,
  body: "Request Header Fields Too Large",
  flag: ResponseFlag.DownstreamProtocolError,
};

/**
 * A request on its way through the proxy: what Envoy's HTTP connection manager does around the filters, from the headers that
 * it adds to the access log.
 */
export class HttpStream implements FilterManagerCallbacks {
  readonly services: HttpServices;
  readonly info: StreamInfo;
  readonly protocol: StreamProtocol;
  readonly filterManager: FilterManager;
  requestHeaders: HeaderMap | undefined;
  requestTrailers: HeaderMap | undefined;
  responseHeaders: HeaderMap | undefined;
  responseTrailers: HeaderMap | undefined;
  /** Filters have changed them since the client's codec has found them good. */
  areRequestHeadersChanged = false;
  requestComplete = false;
  isHead = false;
  isGrpc = false;
  /** It was answered before the filters saw it. */
  refused = false;
  /** The filters are on their way out: the access log is being written. */
  logging = false;

  private readonly receiver: ResponseReceiver;
  /** The streams that its client's connection has open. */
  private readonly ofConnection: Set<HttpStream>;
  private readonly router: Router;
  private readonly chosenRoute = new ChosenRoute(this);
  private announced = new AnnouncedLength();
  /** What filters are called with for bodies: each part comes in the same buffer, in which a filter that looks again finds it. */
  private readonly requestData = new DataBuffer();
  private readonly responseData = new DataBuffer();
  /** The client wants its connection closed. */
  private closesConnection = false;
  private readonly localReplies = new LocalReplies(this);
  private ended = false;
  private readonly outbox: Outbox;
  /** What comes from the client, and what comes from the upstream. */
  private readonly requestGate = new Gate();
  private readonly responseGate = new Gate();
  private readonly idle: IdleTimer;
  private readonly startedAt: number;

  constructor(connection: SharedByStreams, receiver: ResponseReceiver) {
    const { services, protocol } = connection;
    this.services = services;
    this.protocol = protocol;
    this.receiver = receiver;
    this.ofConnection = connection.streams;
    this.ofConnection.add(this);
    this.startedAt = services.loop.now;
    this.outbox = new Outbox(services.loop);
    this.idle = new IdleTimer(services.loop, () => this.timeOut());
    this.info = new StreamInfo(connection.info, services.now(), new FilterState(connection.state));
    this.info.protocol = protocol;
    this.info.dynamicMetadata = services.dynamicMetadata;
    setGivenFilterState(this.info.filterState, services.filterState);
    this.router = new Router(this);
    const filters: HttpFilter[] = services.createFilters(this);
    filters.push({ decoder: this.router, destroy: () => this.router.destroy() });
    this.filterManager = new FilterManager(this, filters);
    this.idle.touch();
  }

  /** It has ended: no more can be done with it. */
  get isOver(): boolean {
    return this.ended;
  }

  /** Over HTTP/2 it is the window of a stream, whatever limit the listener has for its connections. */
  get bufferLimit(): number {
    return this.protocol === "HTTP/2" ? http2StreamWindow : this.services.bufferLimit;
  }

  /** Nanoseconds since the stream began. */
  elapsed(): number {
    return (this.services.loop.now - this.startedAt) * 1e6;
  }

  // From the client

  receiveHeaders(headers: HeaderMap, endOfStream: boolean): void {
    // They come first: nobody makes them wait
    if (!this.hears()) return;
    this.requestHeaders = headers;
    this.requestComplete = endOfStream;
    this.isHead = headers.get(":method") === "HEAD";
    this.isGrpc = isGrpcRequest(headers);
    this.closesConnection = saysClose(headers.get("connection")) || saysClose(headers.get("proxy-connection"));
    this.info.connection = connectionOf(this.info.connection, headers);
    this.announced = new AnnouncedLength(headers);
    const refusal = refusalOf(headers, this.protocol, this.services.envoyMinor);
    if (refusal) {
      this.refuse(refusal);
      return;
    }
    if (this.takeExpectation(headers)) this.outbox.send(() => this.receiver.onHeaders?.([[":status", "100"]], false));
    prepareRequestHeaders(headers, this.services);
    this.route();
    this.filterManager.decodeHeaders(undefined, headers, endOfStream);
  }

  receiveData(bytes: Uint8Array, endOfStream: boolean): void {
    this.receive(() => {
      if (this.protocol === "HTTP/2" && !this.announced.allows(bytes.length, endOfStream)) {
        this.receiver.onReset?.(protocolError);
        const { DownstreamProtocolError, DownstreamRemoteReset } = ResponseFlag;
        const isTold = this.services.envoyMinor > 36;
        this.breakOff("http2.remote_reset", isTold ? DownstreamProtocolError : DownstreamRemoteReset);
        return;
      }
      this.info.bytesReceived += bytes.length;
      this.requestComplete = endOfStream;
      passOn(this.requestData, bytes, (data) => this.filterManager.decodeData(undefined, data, endOfStream));
    });
  }

  receiveTrailers(trailers: HeaderMap): void {
    this.receive(() => {
      this.requestComplete = true;
      this.requestTrailers = trailers;
      this.filterManager.decodeTrailers(undefined, trailers);
    });
  }

  receiveMetadata(elements: number): void {
    this.receive(() => this.filterManager.decodeMetadata(undefined, elements));
  }

  /** The client gives the request up. */
  receiveReset(): void {
    this.breakOff("http2.remote_reset", ResponseFlag.DownstreamRemoteReset);
  }

  /** The client has closed its connection. */
  receiveClose(): void {
    this.breakOff("downstream_remote_disconnect", ResponseFlag.DownstreamConnectionTermination);
  }

  /** The client's codec does not understand the request: nobody else hears of it. */
  receiveViolation(details: ByteString): void {
    this.endUnheard(details, ResponseFlag.DownstreamProtocolError, undefined);
  }

  /** The headers of the request are more than the client's codec takes: nobody else hears of it. */
  receiveOverflow(details: ByteString): void {
    if (details === codecError) this.receiveViolation(details);
    else if (this.protocol === "HTTP/2") this.endUnheard(details, ResponseFlag.DownstreamRemoteReset, internalError);
    else this.refuse({ ...fieldsTooLarge, details });
  }

  /** The client's codec does not take the trailers of the request, and breaks the stream off, or the connection. */
  receiveBadTrailers(details: ByteString, isOfConnection: boolean): void {
    if (this.ended) return;
    this.receiver.onReset?.(isOfConnection ? undefined : internalError);
    const { DownstreamProtocolError, DownstreamRemoteReset } = ResponseFlag;
    this.breakOff(details, isOfConnection ? DownstreamProtocolError : DownstreamRemoteReset);
  }

  /** A stream ends of which no filter has heard. */
  private endUnheard(details: ByteString, flag: number, code: number | undefined): void {
    this.ended = true;
    this.idle.stop();
    this.info.responseFlags |= flag;
    this.info.responseCodeDetails = details;
    this.info.responseCode = 0;
    this.receiver.onReset?.(code);
    this.forget();
  }

  /** Answers a request before any filter sees it. */
  refuse({ status, body, details, flag, keepsConnection = false }: Refusal): void {
    this.refused = true;
    this.closesConnection ||= !keepsConnection;
    this.info.responseFlags |= flag;
    if (this.protocol === "HTTP/1.0") this.info.protocol = "HTTP/1.1"; // so Envoy logs it
    this.sendLocalReply({ status, body }, details);
  }

  /** A client that waits for it is told to go on. */
  private takeExpectation(headers: HeaderMap): boolean {
    if (headers.get("expect")?.toLowerCase() !== "100-continue") return false;
    headers.remove("expect");
    return true;
  }

  private breakOff(details: ByteString, flag: number): void {
    if (this.ended) return;
    this.info.responseFlags |= flag;
    this.info.responseCodeDetails = details;
    this.filterManager.sawReset = true;
    this.destroy();
  }

  // From the router, on behalf of the upstream

  /** Takes what an upstream sends: not while a filter holds more of the response than it may. */
  fromUpstream(event: () => void): void {
    this.responseGate.pass(event);
  }

  respondHeaders(headers: HeaderMap, endOfStream: boolean, details: ByteString): void {
    if (this.ended) return;
    this.info.responseCode = Number(headers.get(":status"));
    this.info.responseCodeDetails = details;
    this.responseHeaders = headers;
    this.idle.touch();
    this.filterManager.encodeHeaders(undefined, headers, endOfStream);
  }

  respondData(bytes: Uint8Array, endOfStream: boolean): void {
    if (this.ended) return;
    this.idle.touch();
    passOn(this.responseData, bytes, (data) => this.filterManager.encodeData(undefined, data, endOfStream));
  }

  respondTrailers(trailers: HeaderMap): void {
    if (this.ended) return;
    this.responseTrailers = trailers;
    this.idle.touch();
    this.filterManager.encodeTrailers(undefined, trailers);
  }

  respondMetadata(elements: number): void {
    if (!this.ended) this.filterManager.encodeMetadata(undefined, elements);
  }

  // For filters

  /** The route of the request as it is now; looked up once until the cache is cleared. */
  route(): Route | undefined {
    return this.chosenRoute.get();
  }

  /** A filter adds trailers to a message that has none. */
  addRequestTrailers(): HeaderMap {
    this.requestTrailers = new HeaderMap("request trailers");
    return this.requestTrailers;
  }

  addResponseTrailers(): HeaderMap {
    this.responseTrailers = new HeaderMap("trailers");
    return this.responseTrailers;
  }

  /** A filter has changed the headers of the request: they may lead elsewhere now, or be broken. */
  requestHeadersChanged(): void {
    this.areRequestHeadersChanged = true;
    this.clearRouteCache();
  }

  clearRouteCache(): void {
    this.chosenRoute.clear();
  }

  /** Answers the request in place of the upstream, as far as that is still possible. */
  sendLocalReply(options: LocalReplyOptions, details: ByteString): void {
    if (!this.ended) this.localReplies.send(options, details);
  }

  /**
   * A filter resumes a request that it has just answered: Envoy sends it to its upstream nonetheless, and resets it there as soon
   * as the stream is gone.
   */
  forwardAnswered(): void {
    if (!this.requestHeaders) return;
    this.router.headers(this.requestHeaders, this.requestComplete);
    this.services.loop.post(() => this.router.destroy());
  }

  /** Ends the stream without a response, or in the middle of one. */
  resetClient(): void {
    if (this.ended) return;
    const manager = this.filterManager;
    manager.abortRunning();
    manager.sawReset = true;
    // A response that is whole goes out before the stream is reset
    if (!manager.remoteComplete) {
      this.outbox.clear();
      // Envoy 1.36 resets with the code for no error
      this.receiver.onReset?.(this.services.envoyMinor > 36 ? internalError : 0);
    }
    this.destroy();
  }

  // For the filter manager

  requestTooLarge(): void {
    this.sendLocalReply({ status: 413, body: "Payload Too Large" }, "request_payload_too_large");
  }

  responseTooLarge(): void {
    this.sendLocalReply({ status: 500, body: "Internal Server Error" }, "response_payload_too_large");
  }

  pauseRequest(paused: boolean): void {
    this.requestGate.pause(paused);
  }

  pauseResponse(paused: boolean): void {
    this.responseGate.pause(paused);
  }

  checkResponseHeaders(headers: HeaderMap): boolean {
    const broken = brokenResponseHeaders(headers);
    if (broken === undefined) return true;
    const details = `filter_removed_required_response_headers{${broken.replaceAll(" ", "_")}}`;
    this.sendLocalReply({ status: 502, body: broken }, details);
    return false;
  }

  executeLocalReply(): void {
    this.localReplies.execute();
  }

  encodeHeaders(headers: HeaderMap, endOfStream: boolean): void {
    const isHttp1 = this.protocol !== "HTTP/2";
    finishResponseHeaders(headers, isHttp1, this.services);
    // Nobody waits for the rest of the request
    if (isHttp1 && (!this.requestComplete || this.closesConnection)) headers.setInPlace("connection", "close");
    this.info.responseCode = Number(headers.get(":status"));
    const fields = isHttp1 ? http1ResponseFields(headers, endOfStream, this.isHead) : this.http2Fields(headers);
    this.outbox.send(() => this.receiver.onHeaders?.(fields, endOfStream));
  }

  encodeData(data: DataBuffer, endOfStream: boolean): void {
    const bytes = data.take();
    this.info.bytesSent += bytes.length;
    this.outbox.send(() => this.receiver.onData?.(bytes, endOfStream));
  }

  encodeTrailers(trailers: HeaderMap): void {
    // Envoy 1.36 loses those of a response without a byte whose headers wait, too
    const areLost = this.services.envoyMinor <= 36 && this.outbox.isHolding && this.info.bytesSent === 0;
    // Empty ones are none, and Envoy gives HTTP/1 clients none
    const fields = this.protocol === "HTTP/2" && !areLost ? this.http2Fields(trailers) : [];
    this.outbox.send(() => {
      if (fields.length > 0) this.receiver.onTrailers?.(fields);
      else this.receiver.onData?.(new Uint8Array(), true);
    });
  }

  encodeMetadata(elements: number): void {
    this.outbox.send(() => this.receiver.onMetadata?.(elements));
  }

  endStream(): void {
    // A request that is not whole is reset, which ends the stream at once
    if (this.requestComplete) this.outbox.send(() => this.destroy());
    else this.destroy();
  }

  private http2Fields(map: HeaderMap): HeaderField[] {
    return http2Fields(map, this.services.envoyMinor);
  }

  private receive(event: () => void): void {
    this.requestGate.pass(() => {
      if (this.hears()) event();
    });
  }

  /** Whether it still takes what comes from the client; what that leads to then goes out behind it. */
  private hears(): boolean {
    if (this.ended) return false;
    this.idle.touch();
    if (this.protocol === "HTTP/2") this.outbox.hold();
    return true;
  }

  private timeOut(): void {
    this.info.responseFlags |= ResponseFlag.StreamIdleTimeout;
    if (this.filterManager.headersEncoded) this.resetClient();
    else
      this.sendLocalReply({ status: this.requestComplete ? 504 : 408, body: "stream timeout" }, "stream_idle_timeout");
  }

  /** The end: the access log, then the end of all filters. */
  private destroy(): void {
    if (this.ended) return;
    this.ended = true;
    this.idle.stop();
    this.requestGate.clear();
    this.responseGate.clear();
    this.info.requestComplete = this.elapsed();
    const { filters } = this.filterManager;
    this.logging = true;
    for (const filter of filters) filter.log?.();
    this.services.logAccess(this);
    this.logging = false;
    this.filterManager.destroyed = true;
    for (const filter of filters) filter.destroy?.();
    this.outbox.send(() => this.forget());
  }

  private forget(): void {
    this.ofConnection.delete(this);
    this.receiver.onDestroy?.(this);
  }
}

function saysClose(connection: ByteString | undefined): boolean {
  return connection !== undefined && tokensOf(connection).includes("close");
}

function passOn(buffer: DataBuffer, bytes: Uint8Array, filters: (data: DataBuffer) => void): void {
  // A part that is let go while another one is under way has a buffer of its own
  const data = buffer.length === 0 ? buffer : new DataBuffer();
  data.add(bytes);
  filters(data);
  data.take(); // what no filter has kept is gone
}
