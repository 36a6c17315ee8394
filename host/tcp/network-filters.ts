import type { DataBuffer } from "../data-buffer.ts";

/** What a network filter answers: the iteration goes on, or waits. */
export type NetworkStatus = "continue" | "stop";

/** A filter of a TCP connection. */
export interface NetworkFilter {
  onNewConnection(): NetworkStatus;
  /** Bytes of the client; what is left in the buffer comes again with the next ones. */
  onData(data: DataBuffer, endOfStream: boolean): NetworkStatus;
  /** Bytes for the client. */
  onWrite?(data: DataBuffer, endOfStream: boolean): NetworkStatus;
  /** The connection of the client is closed: by the proxy (1) or by the client (2). */
  onClose?(peer: number): void;
}

/** Leads a connection's bytes through its filters: Envoy's source/common/network/filter_manager_impl.cc. */
export class NetworkFilters {
  private readonly filters: readonly NetworkFilter[];
  private readonly initialized: boolean[];

  constructor(filters: readonly NetworkFilter[]) {
    this.filters = filters;
    this.initialized = filters.map(() => false);
  }

  /** Begins the connection; filters behind one that stops learn of it with the first bytes. */
  begin(data: DataBuffer, endOfStream: () => boolean): void {
    for (const [index, filter] of this.filters.entries()) {
      this.initialized[index] = true;
      if (filter.onNewConnection() === "stop") return;
    }
    if (data.length > 0 || endOfStream()) this.read(data, endOfStream());
  }

  /** Bytes have come, or a filter goes on: then from the one behind it. */
  read(data: DataBuffer, endOfStream: boolean, behind?: NetworkFilter): void {
    const start = behind ? this.filters.indexOf(behind) + 1 : 0;
    for (let index = start; index < this.filters.length; ++index) {
      const filter = this.filters[index] as NetworkFilter;
      if (!this.initialized[index]) {
        this.initialized[index] = true;
        if (filter.onNewConnection() === "stop") return;
      }
      if (data.length === 0 && !endOfStream) continue;
      if (filter.onData(data, endOfStream) === "stop") return;
    }
  }

  /** Bytes for the client, the other way round. Answers whether they go out. */
  write(data: DataBuffer, endOfStream: boolean): boolean {
    for (let index = this.filters.length - 1; index >= 0; --index) {
      if (this.filters[index]?.onWrite?.(data, endOfStream) === "stop") return false;
    }
    return true;
  }

  close(peer: number): void {
    for (const filter of this.filters) filter.onClose?.(peer);
  }
}
