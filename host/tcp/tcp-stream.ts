import type { ByteString } from "../bytes.ts";
import { DataBuffer } from "../data-buffer.ts";
import type { EventLoop } from "../event-loop.ts";
import { FilterState } from "../filter-state.ts";
import { PeerType } from "../status.ts";
import { type ConnectionInfo, StreamInfo } from "../stream-info.ts";
import type { Clusters } from "../upstream/cluster.ts";
import { type NetworkFilter, NetworkFilters } from "./network-filters.ts";
import { TcpProxy } from "./tcp-proxy.ts";

/** What a TCP connection needs of the proxy around it. */
export interface TcpServices {
  /** The release that is imitated: 40 for Envoy 1.40. */
  readonly envoyMinor: number;
  readonly loop: EventLoop;
  now(): bigint;
  readonly clusters: Clusters;
  /** To which all connections go. */
  readonly cluster: string;
  createFilters(stream: TcpStream): NetworkFilter[];
  readonly upstreamLocalAddress: ByteString;
  /** Connections that are not closed. */
  readonly open: Set<TcpStream>;
}

/** What a client hears on its connection. */
export interface TcpReceiver {
  onData?(bytes: Uint8Array, endOfStream: boolean): void;
  /** The connection is closed, or broken off. */
  onClose?(wasReset: boolean): void;
}

/** A TCP connection on its way through the proxy. */
export class TcpStream {
  readonly loop: EventLoop;
  readonly info: StreamInfo;
  readonly upstreamLocalAddress: ByteString;
  private readonly envoyMinor: number;
  private readonly filters: NetworkFilters;
  private readonly receiver: TcpReceiver;
  private readonly open: Set<TcpStream>;
  /** What the client has sent and no filter has taken. */
  private readonly readBuffer = new DataBuffer();
  private readEnded = false;
  private readPauses = 0;
  private pending = false;
  private closed = false;
  /** The client has closed its end: it takes nothing more. */
  private clientGone = false;
  /** One side has broken the connection off; so is the other. */
  wasReset = false;

  constructor(services: TcpServices, connection: ConnectionInfo, receiver: TcpReceiver) {
    this.loop = services.loop;
    this.envoyMinor = services.envoyMinor;
    this.receiver = receiver;
    this.info = new StreamInfo(connection, services.now(), new FilterState());
    const proxy = new TcpProxy(this, services.clusters, services.cluster);
    this.filters = new NetworkFilters([...services.createFilters(this), proxy]);
    this.upstreamLocalAddress = services.upstreamLocalAddress;
    this.open = services.open;
    this.open.add(this);
    this.loop.post(() => this.filters.begin(this.readBuffer, () => this.readEnded));
  }

  // From the client

  receive(bytes: Uint8Array, endOfStream: boolean): void {
    if (this.closed) return;
    this.info.bytesReceived += bytes.length;
    this.readBuffer.add(bytes);
    this.readEnded ||= endOfStream;
    this.read();
  }

  /** The client has closed its end. The proxy learns that it sends no more, and the rest when it has bytes for it. */
  receiveClose(): void {
    this.clientGone = true;
    if (!this.readEnded) this.receive(nothing, true);
  }

  /** The client has broken the connection off. Envoy passes that on from 1.40. */
  receiveReset(): void {
    this.wasReset = this.envoyMinor >= 40;
    this.end(PeerType.REMOTE);
  }

  // For filters

  /** Bytes for the client; those that a filter stops stay in the buffer. */
  write(data: DataBuffer, endOfStream: boolean): void {
    if (this.closed) return;
    if (endOfStream) this.readEndedLast = false;
    // A filter may hold the bytes, or close the connection
    if (!this.filters.write(data, endOfStream) || this.closed) return;
    const bytes = data.take();
    this.info.bytesSent += bytes.length;
    if (!this.clientGone) this.receiver.onData?.(bytes, endOfStream);
    else if (bytes.length > 0) this.loop.post(() => this.receiveReset());
  }

  /** As long as the upstream is not connected nothing is read. */
  pauseReading(paused: boolean): void {
    this.readPauses += paused ? 1 : -1;
    if (this.readPauses > 0 || !this.pending) return;
    this.pending = false;
    this.loop.post(() => this.read());
  }

  /** A filter that has stopped goes on: the bytes go to the one behind it. */
  continueReading(filter: NetworkFilter): void {
    if (!this.closed) this.filters.read(this.readBuffer, this.readEnded, filter);
  }

  /** Both sides have said all. */
  finish(): void {
    this.loop.post(() => this.end(this.readEndedLast ? PeerType.REMOTE : PeerType.LOCAL));
  }

  /** The proxy closes the connection. */
  close(): void {
    this.end(PeerType.LOCAL);
  }

  /** The upstream has broken its connection off. Envoy passes that on from 1.38. */
  reset(): void {
    this.wasReset = this.envoyMinor >= 38;
    this.close();
  }

  /** Whether the client was the last to end: then it is the one that closes. */
  private readEndedLast = false;

  private read(): void {
    if (this.closed) return;
    if (this.readPauses > 0) {
      this.pending = true;
      return;
    }
    this.readEndedLast = this.readEnded;
    this.filters.read(this.readBuffer, this.readEnded);
  }

  private end(peer: number): void {
    if (this.closed) return;
    this.closed = true;
    this.open.delete(this);
    this.filters.close(peer);
    this.receiver.onClose?.(this.wasReset);
  }
}

const nothing = new Uint8Array();
