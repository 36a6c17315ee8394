import type { FailurePolicy, Node, RouteOptions } from "../envoy/index.ts";
import type { HostNames } from "../host/index.ts";
import type { ClusterSettings, MetadataInput } from "./cluster-settings.ts";
import type { Fields } from "./http/headers.ts";
import type { LogBook, LogLevel } from "./logs/log-book.ts";
import type { Histogram } from "./metrics.ts";
import type { Refusal } from "./refusals/refusal.ts";
import type { Trap } from "./traps/trap.ts";
import type { UpstreamKind } from "./upstream/upstream.ts";
import type { UpstreamRequest } from "./upstream/upstream-request.ts";

/** Where filters run: in the host of mesh-wasm, in an Envoy of this machine, or in one in a container. */
export const engineNames = ["host", "envoy", "docker"] as const;
export type EngineName = (typeof engineNames)[number];

/** Versions of HTTP that clients of the proxy speak. */
export const protocols = ["HTTP/1.1", "HTTP/2"] as const;
export type Protocol = (typeof protocols)[number];

/** What a plugin is in the proxy: an HTTP filter, a network filter for TCP, or an access logger of HTTP streams. */
export const pluginKinds = ["http", "tcp", "accessLog"] as const;
export type PluginKind = (typeof pluginKinds)[number];

/** A plugin with everything decided. */
export interface PluginPlan {
  kind: PluginKind;
  /** The module's bytes. The same module is the same array. */
  wasm: Uint8Array;
  /** Its source map; null where there is none. */
  sourceMap(): string | null;
  name: string;
  rootId: string;
  vmId: string;
  configuration: unknown;
  vmConfiguration: unknown;
  environmentVariables: Readonly<Record<string, string>>;
  failurePolicy: FailurePolicy | undefined;
  allowOnHeadersStopIteration: boolean | undefined;
}

/** A cluster with everything decided. What a scripted one answers can be changed while the proxy runs. */
export interface ClusterPlan {
  name: string;
  upstream: UpstreamKind;
  settings: ClusterSettings;
}

/** A proxy with everything decided. */
export interface ProxyPlan {
  plugins: PluginPlan[];
  clusters: ClusterPlan[];
  /** Undefined: everything to the first cluster. */
  routes: RouteOptions[] | undefined;
  workers: number;
  node: Node | undefined;
  bufferLimitBytes: number | undefined;
  logLevel: LogLevel;
  /** Dynamic metadata that every stream has before the first plugin sees it, by namespace. */
  metadata: MetadataInput | undefined;
  /** Filter state that every stream has before the first plugin sees it, by key. */
  filterState: Readonly<Record<string, string>>;
  listenerMetadata: MetadataInput | undefined;
  /** Version of Envoy, minor or full; undefined for the engine's default. */
  envoyVersion: string | undefined;
  /** Milliseconds since 1970 at which the clock starts; undefined for the engine's own. */
  now: number | undefined;
  /** Whether time goes by only when the test says so. */
  manualClock: boolean;
  /** Seed of the random numbers; undefined for the engine's own. */
  seed: number | undefined;
  /** Addresses by host name; undefined for those that are found outside. */
  dns: HostNames | undefined;
  /** Whether every callback and host call is recorded. */
  trace: boolean;
  events: ProxyEvents;
}

/** What a proxy tells while it runs. */
export interface ProxyEvents {
  /** A request has reached an upstream that this process plays. The object goes on to take in what comes of it. */
  upstreamRequest(request: UpstreamRequest, exchange: number | undefined): void;
  /** A function of the test has thrown. */
  failed(error: unknown): void;
}

/** How a stream of HTTP is opened. */
export interface StreamOptions {
  /** Number of the exchange, from 1. */
  exchange: number;
  protocol: Protocol;
  /** Undefined for any. */
  worker: number | undefined;
  /** IPv4 address that the client seems to have. */
  clientAddress: string;
}

/** The client's side of a stream: what it sends. */
export interface ClientStream {
  /** `trailers` says whether trailers will follow. */
  sendHeaders(headers: Fields, end: boolean, trailers: boolean): void;
  sendData(bytes: Uint8Array, end: boolean): void;
  sendTrailers(trailers: Fields): void;
  /** Breaks the stream off. */
  reset(): void;
}

/** What the client hears. After the end or a reset nothing more comes. */
export interface ClientListener {
  onHeaders(headers: Fields, end: boolean): void;
  onData(bytes: Uint8Array, end: boolean): void;
  onTrailers(trailers: Fields): void;
  onReset(): void;
  /** The client cannot send what it was given. */
  onFault(error: unknown): void;
}

/** What the proxy says of a stream when it is done with it. */
export interface StreamEnd {
  /** Envoy's response code details, such as `via_upstream`. */
  details: string;
  /** Envoy's response flags, such as `UF`. */
  flags: string[];
  /** Whether the response went out to its end, where the engine says it. */
  complete?: boolean;
  /** How many bytes of the response's body went out, likewise. */
  bytesSent?: number;
}

/** How a TCP connection is made. */
export interface TcpOptions extends Omit<StreamOptions, "protocol"> {}

/** One end of a TCP connection, as the test holds it. */
export interface TcpSide {
  send(bytes: Uint8Array): void;
  /** Says that no more will be sent. */
  end(): void;
  /** Closes the connection. */
  close(): void;
}

/** What one end of a TCP connection hears. */
export interface TcpListener {
  onData(bytes: Uint8Array): void;
  /** The other side sends no more. */
  onEnd(): void;
  /** The connection is closed. */
  onClose(): void;
}

/** Both ends of a TCP connection through the proxy. */
export interface TcpEnds {
  client: TcpListener;
  /** Called when the proxy has connected to the upstream, which it need not. */
  upstream(side: TcpSide): TcpListener;
}

/** What plugins have counted, as of the last {@link RunningProxy.settle}. */
export interface MetricValues {
  counter(name: string): number | undefined;
  gauge(name: string): number | undefined;
}

/** A callback or host call, or its return. */
export interface TraceEvent {
  /** `main` or the worker's number. */
  thread: "main" | number;
  kind: "callback" | "host call";
  /** `proxy_on_request_headers`, `env.proxy_log`. */
  name: string;
  /** Undefined for a return. */
  args?: readonly (number | bigint)[] | undefined;
  result?: number | bigint | undefined;
}

/** A proxy that serves, on whatever engine. */
export interface RunningProxy {
  readonly engine: EngineName;
  /** Version of Envoy, or of the Envoy that the host is like. */
  readonly envoyVersion: string;
  readonly logs: LogBook;
  /** Every trap so far. */
  readonly traps: readonly Trap[];
  /** Plugins that were refused on a thread, which the proxy serves without. */
  readonly refusals: readonly Refusal[];
  /** Every callback and host call so far, where the plan asks for it. */
  readonly trace: readonly TraceEvent[];
  readonly metrics: MetricValues;
  /** The proxy's time in milliseconds since 1970. */
  readonly now: number;
  open(options: StreamOptions, listener: ClientListener): ClientStream;
  connect(options: TcpOptions, ends: TcpEnds): TcpSide;
  /**
   * Waits until something has happened. Where time is the engine's own, it goes by as far as that needs.
   *
   * @throws MeshWasmError where it cannot happen any more: MW0534 when Envoy has ended, MW0412 when nothing is left to happen.
   */
  until(happened: () => boolean, what: string): Promise<void>;
  /** As `until`, for what happens without an event: metrics are brought up to date before it is asked. */
  eventually(happened: () => boolean, what: string): Promise<void>;
  /** A client waits for something outside of the proxy, such as the next part of its body. */
  clientWaits(work: Promise<unknown>): void;
  /** Resolves when the proxy is done with a stream, its access log included. */
  finished(exchange: number): Promise<StreamEnd>;
  /** Resolves when all that was logged and counted so far has arrived. */
  settle(): Promise<void>;
  histogram(name: string): Promise<Histogram | undefined>;
  /** Lets milliseconds go by. */
  advance(milliseconds: number): Promise<void>;
  /** Has the tick of every plugin come now, once. */
  tick(): Promise<void>;
  readonly sharedState: SharedAccess;
  /** Puts another module or configuration in the place of a plugin. */
  replacePlugin(name: string, plugin: PluginPlan): Promise<void>;
  stop(): Promise<void>;
}

/** Data and queues that plugins of a VM id share. */
export interface SharedAccess {
  get(vmId: string, key: string): Uint8Array | undefined;
  set(vmId: string, key: string, value: Uint8Array): void;
  queue(vmId: string, name: string): Uint8Array[];
  enqueue(vmId: string, name: string, value: Uint8Array): boolean;
}

/** A way to run proxies. */
export interface Engine {
  readonly name: EngineName;
  start(plan: ProxyPlan): Promise<RunningProxy>;
}
