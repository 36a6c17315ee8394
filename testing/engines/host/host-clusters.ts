import type {
  ClusterOptions,
  UpstreamConnection,
  UpstreamConnectionReceiver,
  UpstreamReceiver,
  UpstreamStream,
} from "../../../host/index.ts";
import type { ClusterPlan, ProxyPlan, TcpEnds } from "../../engine.ts";
import { serve, type UpstreamSite } from "../../upstream/serve.ts";
import type { UpstreamListener } from "../../upstream/upstream-stream.ts";
import { framedHeaders } from "../http1-framing.ts";
import type { HostTime } from "./host-time.ts";
import { inFrames } from "./peers/http2-frames.ts";
import { hearRequest } from "./peers/upstream-peer.ts";
import { forwardConnection, forwardStream } from "./url-upstream.ts";

/** The clusters of a plan, as the host takes them. */
export class HostClusters {
  /** Exchanges under way, by the port that their client seems to have. */
  readonly exchanges = new Map<number, number>();
  /** Ends of TCP connections under way, likewise. */
  readonly ends = new Map<number, TcpEnds>();
  readonly options: ClusterOptions[];
  #time: HostTime | undefined;
  readonly #plan: ProxyPlan;

  constructor(plan: ProxyPlan) {
    this.#plan = plan;
    this.options = plan.clusters.map((cluster) => ({ ...this.#optionsOf(cluster), ...metadataOf(cluster) }));
  }

  /** Whose turn it is to let time go by; set before anything is sent. */
  set time(time: HostTime) {
    this.#time = time;
  }

  get time(): HostTime {
    if (!this.#time) throw new Error("the clusters are used before their host has started");
    return this.#time;
  }

  #optionsOf(cluster: ClusterPlan): ClusterOptions {
    const { name, upstream } = cluster;
    if (upstream.kind === "unreachable") return { name };
    if (upstream.kind === "url") {
      const { url, http2 } = upstream;
      return {
        name,
        http2,
        address: new URL(url).host,
        upstream: (stream) => forwardStream(stream, url, http2, this.time),
        tcp: (connection) => forwardConnection(connection, url, this.time),
      };
    }
    return {
      name,
      http2: cluster.settings.protocol !== "HTTP/1.1",
      upstream: (stream) => this.#serve(stream, cluster),
      tcp: (connection) => this.#connect(connection),
    };
  }

  #serve(stream: UpstreamStream, cluster: ClusterPlan): UpstreamReceiver {
    const exchange = this.exchanges.get(stream.downstream?.remotePort ?? 0);
    const turn = (send: () => void): void => {
      send();
      this.time.soon();
    };
    let receiver: UpstreamListener | undefined;
    const { protocol = "HTTP/2" } = cluster.settings;
    const isHttp1 = protocol === "HTTP/1.1";
    const heard = hearRequest(stream, protocol);
    if (!heard) {
      this.time.soon();
      return {};
    }
    const isHead = stream.headers.some(([name, value]) => name === ":method" && value === "HEAD");
    serve(
      {
        headers: heard.headers,
        protocol,
        headersOnly: heard.headersOnly,
        exchange,
        listen(listener) {
          receiver = heard.listener(listener);
        },
        sendHeaders(fields, end) {
          turn(() => stream.sendHeaders(isHttp1 ? framedHeaders(fields, end, isHead) : fields, end));
        },
        sendData: (bytes, end) => {
          if (isHttp1) turn(() => stream.sendData(bytes, end));
          else inFrames(bytes, end, (frame, last) => turn(() => stream.sendData(frame, last)));
        },
        sendTrailers: (fields) => turn(() => stream.sendTrailers(fields)),
        reset: () => turn(() => stream.reset()),
      },
      this.#siteOf(cluster),
    );
    return {
      onData: (bytes, end) => receiver?.onData(bytes, end),
      onTrailers: (fields) => receiver?.onTrailers(fields),
      onReset: () => receiver?.onReset(),
    };
  }

  #siteOf(cluster: ClusterPlan): UpstreamSite {
    const { events } = this.#plan;
    return {
      cluster: cluster.name,
      // A test may give it another one at any time
      upstream: () => (cluster.upstream.kind === "scripted" ? cluster.upstream.upstream : {}),
      received: (request, exchange) => events.upstreamRequest(request, exchange),
      track: (work) => this.time.keepPaceDuring(work),
      after: (milliseconds, action) => this.time.after(milliseconds, action),
      failed: (error) => events.failed(error),
    };
  }

  #connect(connection: UpstreamConnection): UpstreamConnectionReceiver | undefined {
    const ends = this.ends.get(connection.downstream.remotePort ?? 0);
    const listener = ends?.upstream({
      send: (bytes) => this.time.act(() => connection.send(bytes, false)),
      end: () => this.time.act(() => connection.send(new Uint8Array(0), true)),
      close: () => this.time.act(() => connection.close()),
    });
    if (!listener) return undefined;
    return {
      onData(bytes, end) {
        if (bytes.length > 0) listener.onData(bytes);
        if (end) listener.onEnd();
      },
      onClose: () => listener.onClose(),
    };
  }
}

function metadataOf({ settings: { metadata, hostMetadata } }: ClusterPlan): Partial<ClusterOptions> {
  return {
    ...(metadata && { metadata: { filter_metadata: metadata as never } }),
    ...(hostMetadata && { hostMetadata: { filter_metadata: hostMetadata as never } }),
  };
}
