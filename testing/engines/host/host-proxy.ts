import { fromText } from "../../../host/bytes.ts";
import { flagLetters } from "../../../host/http/response-flags.ts";
import type { Host } from "../../../host/index.ts";
import type { VmCounts } from "../../coverage/vm-counts.ts";
import type {
  ClientListener,
  ClientStream,
  MetricValues,
  PluginPlan,
  ProxyPlan,
  RunningProxy,
  SharedAccess,
  StreamEnd,
  StreamOptions,
  TcpEnds,
  TcpOptions,
  TcpSide,
} from "../../engine.ts";
import type { Histogram } from "../../metrics.ts";
import { portOf } from "../exchange-port.ts";
import type { HostClusters } from "./host-clusters.ts";
import { histogramOf } from "./host-histogram.ts";
import { hostPlugin, withFrames } from "./host-plugin.ts";
import type { HostRecorder } from "./host-recorder.ts";
import { sharedAccess } from "./host-shared.ts";
import { HostTime } from "./host-time.ts";
import { clientPeer } from "./peers/client-peer.ts";
import { inFrames } from "./peers/http2-frames.ts";

/** What a {@link HostProxy} is made from. */
export interface StartedHost {
  host: Host;
  plan: ProxyPlan;
  recorder: HostRecorder;
  clusters: HostClusters;
  counts: VmCounts;
  envoyVersion: string;
}

/** A host of mesh-wasm as a proxy for tests. */
export class HostProxy implements RunningProxy {
  readonly engine = "host";
  readonly envoyVersion: string;
  readonly logs;
  readonly traps;
  readonly refusals;
  readonly trace;
  readonly #host: Host;
  readonly #started: StartedHost;
  readonly #time: HostTime;
  /** What became of streams that are over. */
  readonly #ends = new Map<number, StreamEnd>();

  constructor(started: StartedHost) {
    const { host, plan, recorder, clusters, envoyVersion } = started;
    this.#started = started;
    this.#host = host;
    this.envoyVersion = envoyVersion;
    this.logs = recorder.sinks.logs;
    this.traps = recorder.sinks.traps;
    this.refusals = recorder.sinks.refusals;
    this.trace = recorder.sinks.trace;
    this.#time = new HostTime(host, plan.manualClock);
    clusters.time = this.#time;
  }

  get now(): number {
    return Number(this.#host.now() / 1_000_000n);
  }

  get metrics(): MetricValues {
    const value = (type: "counter" | "gauge", name: string): number | undefined => {
      const found = this.#host.metrics.find(type, fromText(name));
      return found && Number(found.value);
    };
    return { counter: (name) => value("counter", name), gauge: (name) => value("gauge", name) };
  }

  get sharedState(): SharedAccess {
    return sharedAccess(this.#host, this.#time);
  }

  open(options: StreamOptions, listener: ClientListener): ClientStream {
    const { exchange, protocol, worker = 0, clientAddress } = options;
    const port = portOf(exchange);
    this.#started.clusters.exchanges.set(port, exchange);
    const connection = this.#host.connect({ protocol, worker, remoteAddress: `${clientAddress}:${port}` });
    let hearing = listener;
    const stream = connection.request({
      onHeaders: (headers, end) => hearing.onHeaders(headers, end),
      onData: (bytes, end) => hearing.onData(bytes, end),
      onTrailers: (trailers) => hearing.onTrailers(trailers),
      onReset: () => hearing.onReset(),
      onDestroy: ({ info }) => {
        const letters = flagLetters(info.responseFlags);
        const flags = letters === "-" ? [] : letters.split(",");
        this.#ends.set(exchange, { details: info.responseCodeDetails ?? "", flags });
      },
    });
    return {
      sendHeaders: (headers, end) => {
        const isHead = headers.some(([name, value]) => name === ":method" && value === "HEAD");
        hearing = clientPeer(listener, protocol, isHead, () => stream.reset());
        this.#time.act(() => stream.sendHeaders(headers, end));
      },
      sendData: (bytes, end) => {
        if (protocol === "HTTP/2")
          inFrames(bytes, end, (frame, last) => this.#time.act(() => stream.sendData(frame, last)));
        else this.#time.act(() => stream.sendData(bytes, end));
      },
      sendTrailers: (trailers) => this.#time.act(() => stream.sendTrailers(trailers)),
      reset: () => this.#time.act(() => stream.reset()),
    };
  }

  connect({ exchange, worker = 0, clientAddress }: TcpOptions, ends: TcpEnds): TcpSide {
    const port = portOf(exchange);
    this.#started.clusters.ends.set(port, ends);
    const connection = this.#host.connectTcp(
      {
        onData(bytes, end) {
          if (bytes.length > 0) ends.client.onData(bytes);
          if (end) ends.client.onEnd();
        },
        onClose: () => ends.client.onClose(),
      },
      { worker, remoteAddress: `${clientAddress}:${port}` },
    );
    this.#time.soon();
    return {
      send: (bytes) => this.#time.act(() => connection.send(bytes)),
      end: () => this.#time.act(() => connection.send(new Uint8Array(0), true)),
      close: () => this.#time.act(() => connection.close()),
    };
  }

  until(happened: () => boolean, what: string): Promise<void> {
    return this.#time.until(happened, what);
  }

  eventually(happened: () => boolean, what: string): Promise<void> {
    return this.#time.until(happened, what);
  }

  clientWaits(work: Promise<unknown>): void {
    this.#time.keepPaceDuring(work);
  }

  async finished(exchange: number): Promise<StreamEnd> {
    await this.#time.until(() => this.#ends.has(exchange), "the end of a request");
    return this.#ends.get(exchange) ?? { details: "", flags: [] };
  }

  async settle(): Promise<void> {
    this.#time.run();
  }

  async histogram(name: string): Promise<Histogram | undefined> {
    return histogramOf(this.#host.metrics.find("histogram", fromText(name))?.values ?? []);
  }

  async advance(milliseconds: number): Promise<void> {
    this.#time.run();
    this.#time.advance(milliseconds);
  }

  async tick(): Promise<void> {
    this.#host.tick();
    this.#time.run();
  }

  async replacePlugin(name: string, plugin: PluginPlan): Promise<void> {
    const { recorder } = this.#started;
    const { explainer, traps } = recorder.sinks;
    const mark = traps.length;
    explainer.replace(plugin);
    recorder.knows(plugin);
    try {
      this.#host.replacePlugin(name, hostPlugin(plugin));
    } catch (error) {
      throw withFrames(error, traps.splice(mark));
    }
    this.#time.run();
  }

  async stop(): Promise<void> {
    this.#host.shutDown();
    this.#started.counts.collect();
  }
}
