import { DataBuffer } from "../data-buffer.ts";
import { DataStatus, HeadersStatus, TrailersStatus } from "../status.ts";
import { type Direction, FilterSide, type StreamFilter } from "./filter-side.ts";
import type { HeaderMap } from "./header-map.ts";

/** A filter of the chain: both directions, and its end. */
export interface HttpFilter {
  /** Undefined for a filter that only sees responses. */
  decoder?: StreamFilter | undefined;
  encoder?: StreamFilter | undefined;
  /** The stream has ended: time to write the access log. */
  log?(): void;
  destroy?(): void;
}

/** What is around the chain of filters: the stream with its codec. */
export interface FilterManagerCallbacks {
  /** How many bytes may be held back; 0 is no limit. */
  readonly bufferLimit: number;
  readonly requestHeaders: HeaderMap | undefined;
  readonly requestTrailers: HeaderMap | undefined;
  readonly responseHeaders: HeaderMap | undefined;
  readonly responseTrailers: HeaderMap | undefined;
  /** The client's side is done. */
  readonly requestComplete: boolean;
  requestTooLarge(): void;
  responseTooLarge(): void;
  /** What is held back has crossed the limit, or is below half of it again: the sender waits as long. */
  pauseRequest(paused: boolean): void;
  pauseResponse(paused: boolean): void;
  /** Sends to the client. */
  encodeHeaders(headers: HeaderMap, endOfStream: boolean): void;
  encodeData(data: DataBuffer, endOfStream: boolean): void;
  encodeTrailers(trailers: HeaderMap): void;
  encodeMetadata(elements: number): void;
  /** Whether headers that go to the client are whole; sends a local reply and answers false where they are not. */
  checkResponseHeaders(headers: HeaderMap): boolean;
  /** A local reply was prepared while a filter ran, and goes out now. */
  executeLocalReply(): void;
  endStream(): void;
}

/** Which filter callback is running. */
type Running = "decoding" | "encoding" | undefined;

/**
 * Leads a stream through its filters, requests from the first to the last and responses back, with all that filters can do to
 * hold it up: `FilterManager` in Envoy's source/common/http/filter_manager.cc.
 */
export class FilterManager {
  readonly callbacks: FilterManagerCallbacks;
  readonly filters: readonly HttpFilter[];
  readonly decoders: FilterSide[] = [];
  readonly encoders: FilterSide[] = [];
  readonly request: RequestDirection;
  readonly response: ResponseDirection;
  /** A local reply has ended the way of the request, or of the response, in the callback that runs. */
  decodingAborted = false;
  encodingAborted = false;
  running: Running;
  /** The response is complete as far as its sender goes. */
  localComplete = false;
  /** The response has gone out whole. */
  remoteComplete = false;
  headersEncoded = false;
  sawReset = false;
  destroyed = false;
  /** The last filter that data has reached: what is held back is in its hands. */
  latestDecoder: FilterSide | undefined;
  latestEncoder: FilterSide | undefined;

  constructor(callbacks: FilterManagerCallbacks, filters: readonly HttpFilter[]) {
    this.callbacks = callbacks;
    this.filters = filters;
    this.request = new RequestDirection(this);
    this.response = new ResponseDirection(this);
    for (const { decoder } of filters) {
      if (decoder) this.decoders.push(new FilterSide(this.decoders.length, decoder, this.request));
    }
    for (let at = filters.length - 1; at >= 0; --at) {
      const encoder = filters[at]?.encoder;
      if (encoder) this.encoders.push(new FilterSide(this.encoders.length, encoder, this.response));
    }
  }

  decodeHeaders(from: FilterSide | undefined, headers: HeaderMap, endOfStream: boolean): void {
    for (let index = from ? from.index + 1 : 0; ; ++index) {
      const side = this.decoders[index];
      if (!side) return;
      side.endOfStream = endOfStream;
      this.running = "decoding";
      let status = side.filter.headers(headers, endOfStream);
      this.running = undefined;
      if (this.decodingAborted) {
        this.callbacks.executeLocalReply();
        status = HeadersStatus.StopIteration;
      }
      side.sawHeaders = true;
      if (!side.goesOnAfterHeaders(status)) return;
    }
  }

  decodeData(from: FilterSide | undefined, data: DataBuffer, endOfStream: boolean): void {
    if (this.localComplete || this.destroyed) return;
    const hadTrailers = this.callbacks.requestTrailers !== undefined;
    let addedTrailers: FilterSide | undefined;
    for (let index = startOf(from); ; ++index) {
      const side = this.decoders[index];
      if (!side) break;
      if (side.stoppedAll) {
        this.request.streaming = side.state === "stop all and watermark";
        this.request.hold(data);
        return;
      }
      // Data is not for a filter that has seen the end
      if (side.endOfStream) return;
      if (!this.latestDecoder || this.latestDecoder.index === index - 1) this.latestDecoder = side;
      side.endOfStream = endOfStream && !this.callbacks.requestTrailers;
      this.running = "decoding";
      const status = side.filter.data(data, side.endOfStream);
      this.running = undefined;
      this.request.drained();
      if (this.decodingAborted) {
        this.callbacks.executeLocalReply();
        return;
      }
      if (!hadTrailers && this.callbacks.requestTrailers) addedTrailers ??= side;
      if (!side.goesOnAfterData(status, data)) break;
    }
    const { requestTrailers } = this.callbacks;
    if (addedTrailers && requestTrailers) this.decodeTrailers(addedTrailers, requestTrailers);
  }

  decodeTrailers(from: FilterSide | undefined, trailers: HeaderMap): void {
    if (this.localComplete || this.destroyed) return;
    for (let index = startOf(from); ; ++index) {
      const side = this.decoders[index];
      if (!side || side.stoppedAll) return;
      this.running = "decoding";
      let status = side.filter.trailers(trailers);
      this.running = undefined;
      side.endOfStream = true;
      if (this.decodingAborted) {
        this.callbacks.executeLocalReply();
        status = TrailersStatus.StopIteration;
      }
      if (!side.goesOnAfterTrailers(status)) return;
    }
  }

  decodeMetadata(from: FilterSide | undefined, elements: number): void {
    for (let index = startOf(from); ; ++index) {
      const side = this.decoders[index];
      if (!side) return;
      if (!side.sawHeaders || side.stoppedAll) {
        side.saveMetadata(elements);
        return;
      }
      this.running = "decoding";
      side.filter.metadata?.(elements);
      this.running = undefined;
      if (this.decodingAborted) {
        this.callbacks.executeLocalReply();
        return;
      }
    }
  }

  encodeHeaders(from: FilterSide | undefined, headers: HeaderMap, endOfStream: boolean): void {
    if (this.destroyed) return;
    if (!from) this.localComplete = endOfStream;
    for (let index = from ? from.index + 1 : 0; ; ++index) {
      const side = this.encoders[index];
      if (!side) break;
      side.endOfStream = endOfStream;
      this.running = "encoding";
      let status = side.filter.headers(headers, endOfStream);
      this.running = undefined;
      if (this.encodingAborted) status = HeadersStatus.StopIteration;
      side.sawHeaders = true;
      if (!side.goesOnAfterHeaders(status)) return;
    }
    if (!this.callbacks.checkResponseHeaders(headers)) return;
    this.headersEncoded = true;
    this.callbacks.encodeHeaders(headers, endOfStream);
    this.ended(endOfStream);
  }

  encodeData(from: FilterSide | undefined, data: DataBuffer, endOfStream: boolean): void {
    if (this.destroyed) return;
    if (!from) this.localComplete = endOfStream;
    const hadTrailers = this.callbacks.responseTrailers !== undefined;
    let addedTrailers: FilterSide | undefined;
    for (let index = startOf(from); ; ++index) {
      const side = this.encoders[index];
      if (!side) break;
      if (side.stoppedAll) {
        this.response.streaming = side.state === "stop all and watermark";
        this.response.hold(data);
        return;
      }
      if (side.endOfStream) return;
      if (!this.latestEncoder || this.latestEncoder.index === index - 1) this.latestEncoder = side;
      side.endOfStream = endOfStream && !this.callbacks.responseTrailers;
      this.running = "encoding";
      let status = side.filter.data(data, side.endOfStream);
      this.running = undefined;
      this.response.drained();
      if (this.encodingAborted) status = DataStatus.StopIterationNoBuffer;
      if (!hadTrailers && this.callbacks.responseTrailers) addedTrailers ??= side;
      if (!side.goesOnAfterData(status, data)) return;
    }
    if (this.remoteComplete) return;
    const ends = endOfStream && !addedTrailers;
    this.callbacks.encodeData(data, ends);
    if (this.sawReset) return;
    this.ended(ends);
    const { responseTrailers } = this.callbacks;
    if (addedTrailers && responseTrailers) this.encodeTrailers(addedTrailers, responseTrailers);
  }

  encodeTrailers(from: FilterSide | undefined, trailers: HeaderMap): void {
    if (this.destroyed) return;
    if (!from) this.localComplete = true;
    for (let index = startOf(from); ; ++index) {
      const side = this.encoders[index];
      if (!side) break;
      if (side.stoppedAll) return;
      this.running = "encoding";
      const status = side.filter.trailers(trailers);
      this.running = undefined;
      side.endOfStream = true;
      if (!side.goesOnAfterTrailers(status)) return;
    }
    this.callbacks.encodeTrailers(trailers);
    this.ended(true);
  }

  encodeMetadata(from: FilterSide | undefined, elements: number): void {
    for (let index = startOf(from); ; ++index) {
      const side = this.encoders[index];
      if (!side) break;
      if (!side.sawHeaders || side.stoppedAll) {
        side.saveMetadata(elements);
        return;
      }
      this.running = "encoding";
      side.filter.metadata?.(elements);
      this.running = undefined;
    }
    this.callbacks.encodeMetadata(elements);
  }

  /** Stops the iteration whose callback is running: a local reply or a reset takes its place. */
  abortRunning(): void {
    if (this.running === "decoding") this.decodingAborted = true;
    else if (this.running === "encoding") this.encodingAborted = true;
  }

  private ended(endOfStream: boolean): void {
    if (this.sawReset || !endOfStream || this.remoteComplete) return;
    this.remoteComplete = true;
    this.callbacks.endStream();
  }
}

/** Iterations go on behind a filter, or at it where it had stopped everything. */
function startOf(from: FilterSide | undefined): number {
  if (!from) return 0;
  return from.fromHere ? from.index : from.index + 1;
}

/** What both directions have in common: data that is held back, within a limit. */
abstract class HeldData {
  buffered: DataBuffer | undefined;
  streaming = false;
  protected readonly manager: FilterManager;
  private aboveLimit = false;

  constructor(manager: FilterManager) {
    this.manager = manager;
  }

  abstract tooLarge(): void;
  abstract pause(paused: boolean): void;

  get destroyed(): boolean {
    return this.manager.destroyed;
  }

  hold(data: DataBuffer): void {
    if (this.buffered === data) return;
    this.buffered ??= new DataBuffer();
    this.buffered.move(data);
    const limit = this.manager.callbacks.bufferLimit;
    if (limit === 0 || this.aboveLimit || this.buffered.length <= limit) return;
    this.aboveLimit = true;
    if (this.streaming) this.pause(true);
    else this.tooLarge();
  }

  /** Looks whether less is held back than half of the limit again. */
  drained(): void {
    if (!this.aboveLimit || (this.buffered?.length ?? 0) > this.manager.callbacks.bufferLimit / 2) return;
    this.aboveLimit = false;
    if (this.streaming) this.pause(false);
  }

  /** What was held back goes on. */
  protected release(send: (data: DataBuffer) => void): void {
    const data = this.buffered;
    if (!data) return;
    send(data);
    // Whoever holds it back again does so in the same buffer
    this.drained();
  }
}

class RequestDirection extends HeldData implements Direction {
  get complete(): boolean {
    return this.manager.callbacks.requestComplete;
  }

  get hasTrailers(): boolean {
    return this.manager.callbacks.requestTrailers !== undefined;
  }

  get canContinue(): boolean {
    return !this.manager.localComplete && !this.manager.destroyed;
  }

  tooLarge(): void {
    this.manager.callbacks.requestTooLarge();
  }

  pause(paused: boolean): void {
    this.manager.callbacks.pauseRequest(paused);
  }

  headers(from: FilterSide, endOfStream: boolean): void {
    const { requestHeaders } = this.manager.callbacks;
    if (requestHeaders) this.manager.decodeHeaders(from, requestHeaders, endOfStream);
  }

  metadata(from: FilterSide): void {
    for (const elements of from.takeMetadata()) this.manager.decodeMetadata(from, elements);
  }

  data(from: FilterSide, _data: DataBuffer, endOfStream: boolean): void {
    this.release((held) => this.manager.decodeData(from, held, endOfStream));
  }

  trailers(from: FilterSide): void {
    const { requestTrailers } = this.manager.callbacks;
    if (requestTrailers) this.manager.decodeTrailers(from, requestTrailers);
  }
}

class ResponseDirection extends HeldData implements Direction {
  get complete(): boolean {
    return this.manager.localComplete;
  }

  get hasTrailers(): boolean {
    return this.manager.callbacks.responseTrailers !== undefined;
  }

  get canContinue(): boolean {
    return !this.manager.remoteComplete && !this.manager.destroyed;
  }

  tooLarge(): void {
    this.manager.callbacks.responseTooLarge();
  }

  pause(paused: boolean): void {
    this.manager.callbacks.pauseResponse(paused);
  }

  headers(from: FilterSide, endOfStream: boolean): void {
    const { responseHeaders } = this.manager.callbacks;
    if (responseHeaders) this.manager.encodeHeaders(from, responseHeaders, endOfStream);
  }

  metadata(from: FilterSide): void {
    for (const elements of from.takeMetadata()) this.manager.encodeMetadata(from, elements);
  }

  data(from: FilterSide, _data: DataBuffer, endOfStream: boolean): void {
    this.release((held) => this.manager.encodeData(from, held, endOfStream));
  }

  trailers(from: FilterSide): void {
    const { responseTrailers } = this.manager.callbacks;
    if (responseTrailers) this.manager.encodeTrailers(from, responseTrailers);
  }
}
