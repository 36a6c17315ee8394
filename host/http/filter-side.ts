import type { DataBuffer } from "../data-buffer.ts";
import { DataStatus, HeadersStatus, TrailersStatus } from "../status.ts";
import type { HeaderMap } from "./header-map.ts";

/** Where the iteration over the filters stands at one of them. */
export type IterationState = "continue" | "stop" | "stop all and buffer" | "stop all and watermark";

/** One direction of a stream, as a filter in its chain sees it. */
export interface Direction {
  /** What filters hold back; undefined where nothing is. */
  buffered: DataBuffer | undefined;
  /** Whether what is held back may be more than the limit: then the sender is made to wait. */
  streaming: boolean;
  /** Whether everything has come. */
  readonly complete: boolean;
  readonly hasTrailers: boolean;
  /** Whether it is too late to go on. */
  readonly canContinue: boolean;
  readonly destroyed: boolean;
  /** Takes data into {@link buffered} and minds its limit. */
  hold(data: DataBuffer): void;
  headers(from: FilterSide, endOfStream: boolean): void;
  metadata(from: FilterSide): void;
  data(from: FilterSide, data: DataBuffer, endOfStream: boolean): void;
  trailers(from: FilterSide): void;
}

/** What a filter does with one direction of a stream. */
export interface StreamFilter {
  headers(map: HeaderMap, endOfStream: boolean): HeadersStatus;
  data(data: DataBuffer, endOfStream: boolean): DataStatus;
  trailers(map: HeaderMap): TrailersStatus;
  metadata?(elements: number): void;
}

const none: readonly number[] = [];

/**
 * A filter in one direction of a stream, and how far the stream has come there: `ActiveStreamFilterBase` in Envoy's
 * source/common/http/filter_manager.cc.
 */
export class FilterSide {
  readonly index: number;
  readonly filter: StreamFilter;
  readonly direction: Direction;
  state: IterationState = "continue";
  /** The next iteration begins here, not behind. */
  fromHere = false;
  headersContinued = false;
  sawHeaders = false;
  endOfStream = false;
  /** METADATA frames that came while the filter had stopped everything: how many entries each has. */
  private savedMetadata: number[] | undefined;

  constructor(index: number, filter: StreamFilter, direction: Direction) {
    this.index = index;
    this.filter = filter;
    this.direction = direction;
  }

  get stoppedAll(): boolean {
    return this.state === "stop all and buffer" || this.state === "stop all and watermark";
  }

  saveMetadata(elements: number): void {
    this.savedMetadata ??= [];
    this.savedMetadata.push(elements);
  }

  takeMetadata(): readonly number[] {
    const saved = this.savedMetadata ?? none;
    this.savedMetadata = undefined;
    return saved;
  }

  /** Goes on where the filter has stopped, with all that was held back. */
  continue(): void {
    const { direction } = this;
    if (!direction.canContinue) return;
    if (this.stoppedAll) this.fromHere = true;
    this.state = "continue";
    if (!this.headersContinued) {
      this.headersContinued = true;
      direction.headers(this, direction.complete && !direction.buffered && !direction.hasTrailers);
    }
    direction.metadata(this);
    // Trailers that are added while the data goes on are sent on there
    const { hasTrailers } = direction;
    if (direction.buffered) direction.data(this, direction.buffered, direction.complete && !hasTrailers);
    if (hasTrailers) direction.trailers(this);
    this.fromHere = false;
  }

  /** Whether the iteration goes on after the filter's answer to headers. */
  goesOnAfterHeaders(status: HeadersStatus): boolean {
    if (status === HeadersStatus.StopIteration) this.state = "stop";
    else if (status === HeadersStatus.StopAllIterationAndBuffer) this.state = "stop all and buffer";
    else if (status === HeadersStatus.StopAllIterationAndWatermark) this.state = "stop all and watermark";
    else this.headersContinued = true;
    if (!this.stoppedAll) this.direction.metadata(this);
    return !this.stoppedAll && status !== HeadersStatus.StopIteration;
  }

  /** Whether the iteration goes on after the filter's answer to data; holds the data back where it does not. */
  goesOnAfterData(status: DataStatus, data: DataBuffer): boolean {
    const { direction } = this;
    if (status === DataStatus.Continue) {
      if (this.state !== "stop") return true;
      direction.hold(data);
      this.continue();
      return false;
    }
    this.state = "stop";
    if (status !== DataStatus.StopIterationNoBuffer) {
      direction.streaming = status === DataStatus.StopIterationAndWatermark;
      direction.hold(data);
    } else if (direction.complete && !direction.hasTrailers && !direction.buffered && !direction.destroyed) {
      direction.hold(emptyBuffer(data));
    }
    return false;
  }

  /** Whether the iteration goes on after the filter's answer to trailers. */
  goesOnAfterTrailers(status: TrailersStatus): boolean {
    if (status === TrailersStatus.StopIteration) {
      if (this.state === "continue") this.state = "stop";
      return false;
    }
    if (this.state !== "stop") return true;
    this.continue();
    return false;
  }
}

/** What goes on at the end of a stream whose data a filter has dropped. */
function emptyBuffer(data: DataBuffer): DataBuffer {
  return new (data.constructor as typeof DataBuffer)();
}
