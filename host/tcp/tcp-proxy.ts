import { DataBuffer } from "../data-buffer.ts";
import { ResponseFlag } from "../http/response-flags.ts";
import type { Cluster, ClusterOptions, Clusters, UpstreamConnectionReceiver } from "../upstream/cluster.ts";
import type { NetworkFilter, NetworkStatus } from "./network-filters.ts";
import type { TcpStream } from "./tcp-stream.ts";

/** The filter state by which filters choose a connection's cluster. */
const clusterKey = "envoy.tcp_proxy.cluster";

/** The last filter of a TCP connection, which leads it to an upstream: Envoy's TCP proxy. */
export class TcpProxy implements NetworkFilter {
  private readonly stream: TcpStream;
  private readonly clusters: Clusters;
  private readonly defaultCluster: string;
  private receiver: UpstreamConnectionReceiver | undefined;
  private connected = false;
  /** Bytes of the upstream that a filter has stopped: they come again with the next ones. */
  private readonly held = new DataBuffer();
  private upstreamEnded = false;
  private clientEnded = false;

  /** @param cluster where the connection goes unless its filter state says otherwise. */
  constructor(stream: TcpStream, clusters: Clusters, cluster: string) {
    this.stream = stream;
    this.clusters = clusters;
    this.defaultCluster = cluster;
  }

  onNewConnection(): NetworkStatus {
    const { stream } = this;
    const cluster = this.clusters.get(this.clusterName());
    stream.pauseReading(true);
    this.choose(cluster);
    stream.loop.post(() => {
      if (cluster?.options.tcp) this.connect(cluster.options.tcp);
      else this.fail(cluster);
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

  private clusterName(): string {
    const chosen = this.stream.info.filterState.get(clusterKey);
    return chosen?.serializeAsString() ?? this.defaultCluster;
  }

  private fromUpstreamReset(): void {
    if (!this.connected) return;
    this.connected = false;
    this.stream.reset();
  }

  private choose(cluster: Cluster | undefined): void {
    const { info } = this.stream;
    info.upstreamCluster = cluster?.info;
    info.upstream = {
      host: cluster?.host,
      localAddress: undefined,
      transportFailureReason: "",
      connectionPoolReadyDuration: 0,
      firstByteSent: undefined,
      lastByteReceived: undefined,
      tls: undefined,
      filterState: undefined,
    };
  }

  private connect(upstream: NonNullable<ClusterOptions["tcp"]>): void {
    const { stream } = this;
    this.receiver = upstream({
      downstream: stream.info.connection,
      send: (bytes, endOfStream) => stream.loop.post(() => this.fromUpstream(bytes, endOfStream)),
      close: () => stream.loop.post(() => this.fromUpstream(new Uint8Array(), true)),
      reset: () => stream.loop.post(() => this.fromUpstreamReset()),
    });
    this.connected = true;
    if (stream.info.upstream) stream.info.upstream.localAddress = stream.upstreamLocalAddress;
    stream.pauseReading(false);
    stream.continueReading(this);
  }

  /** There is no such cluster, or nothing listens there. */
  private fail(cluster: Cluster | undefined): void {
    const { info } = this.stream;
    if (!cluster) info.responseFlags |= ResponseFlag.NoClusterFound;
    else info.responseFlags |= ResponseFlag.UpstreamConnectionFailure | ResponseFlag.UpstreamRetryLimitExceeded;
    if (cluster && info.upstream) info.upstream.transportFailureReason = "delayed connect error: Connection refused";
    this.stream.close();
  }

  private fromUpstream(bytes: Uint8Array, endOfStream: boolean): void {
    if (!this.connected || this.upstreamEnded) return;
    this.upstreamEnded = endOfStream;
    this.held.add(bytes);
    this.stream.write(this.held, endOfStream);
    if (this.clientEnded && this.upstreamEnded) this.stream.finish();
  }
}
