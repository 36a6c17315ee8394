import { DataBuffer } from "../data-buffer.ts";
import type { Cluster, UpstreamConnectionReceiver } from "../upstream/cluster.ts";
import type { NetworkFilter, NetworkStatus } from "./network-filters.ts";
import type { TcpStream } from "./tcp-stream.ts";

/** The last filter of a TCP connection, which leads it to an upstream: Envoy's TCP proxy. */
export class TcpProxy implements NetworkFilter {
  private readonly stream: TcpStream;
  private readonly cluster: Cluster | undefined;
  private receiver: UpstreamConnectionReceiver | undefined;
  private connected = false;
  /** Bytes of the upstream that a filter has stopped: they come again with the next ones. */
  private readonly held = new DataBuffer();
  private upstreamEnded = false;
  private clientEnded = false;

  constructor(stream: TcpStream, cluster: Cluster | undefined) {
    this.stream = stream;
    this.cluster = cluster;
  }

  onNewConnection(): NetworkStatus {
    const { stream, cluster } = this;
    stream.pauseReading(true);
    if (cluster) this.choose(cluster);
    stream.loop.post(() => {
      const tcp = cluster?.options.tcp;
      if (!cluster || !tcp) {
        stream.close();
        return;
      }
      this.receiver = tcp({
        downstream: stream.info.connection,
        send: (bytes, endOfStream) => stream.loop.post(() => this.fromUpstream(bytes, endOfStream)),
        close: () => stream.loop.post(() => this.fromUpstream(new Uint8Array(), true)),
        reset: () => stream.loop.post(() => this.fromUpstreamReset()),
      });
      this.connected = true;
      if (stream.info.upstream) stream.info.upstream.localAddress = stream.upstreamLocalAddress;
      stream.pauseReading(false);
      stream.continueReading(this);
    });
    return "stop";
  }

  onData(data: DataBuffer, endOfStream: boolean): NetworkStatus {
    if (!this.connected) return "stop";
    this.clientEnded ||= endOfStream;
    this.receiver?.onData?.(data.take(), endOfStream);
    if (this.clientEnded && this.upstreamEnded) this.stream.finish();
    return "stop";
  }

  onClose(): void {
    if (this.connected) this.receiver?.onClose?.(this.stream.wasReset);
    this.connected = false;
  }

  private fromUpstreamReset(): void {
    if (!this.connected) return;
    this.connected = false;
    this.stream.reset();
  }

  private choose(cluster: Cluster): void {
    const { info } = this.stream;
    info.upstreamCluster = cluster.info;
    info.upstream = {
      host: cluster.host,
      localAddress: undefined,
      transportFailureReason: "",
      connectionPoolReadyDuration: 0,
      firstByteSent: undefined,
      lastByteReceived: undefined,
      tls: undefined,
      filterState: undefined,
    };
  }

  private fromUpstream(bytes: Uint8Array, endOfStream: boolean): void {
    if (!this.connected || this.upstreamEnded) return;
    this.upstreamEnded = endOfStream;
    this.held.add(bytes);
    this.stream.write(this.held, endOfStream);
    if (this.clientEnded && this.upstreamEnded) this.stream.finish();
  }
}
