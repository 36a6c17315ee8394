import { MeshWasmError } from "../core/error.ts";
import type { PluginProperties } from "./attributes/property-context.ts";
import { type ByteString, fromBytes, fromText, toText } from "./bytes.ts";
import { DnsResolver } from "./dns/dns-resolver.ts";
import { completeNode } from "./envoy-releases.ts";
import { EventLoop } from "./event-loop.ts";
import type { HostOptions, HostPlugin } from "./host-options.ts";
import type { HttpFilter } from "./http/filter-manager.ts";
import type { HttpStream } from "./http/http-stream.ts";
import { HttpConnection } from "./http-connection.ts";
import { BaseVm } from "./proxy/base-vm.ts";
import type { HttpServices } from "./proxy/http-services.ts";
import { PluginHandle } from "./proxy/plugin-handle.ts";
import { Thread } from "./proxy/thread.ts";
import { Random } from "./random.ts";
import { MetricStore } from "./shared/metrics.ts";
import { SharedData } from "./shared/shared-data.ts";
import { SharedQueues } from "./shared/shared-queues.ts";
import { StatsFlush } from "./stats/stats-flush.ts";
import type { ConnectionInfo, StreamProtocol } from "./stream-info.ts";
import { type TcpReceiver, type TcpServices, TcpStream } from "./tcp/tcp-stream.ts";
import { Clusters } from "./upstream/cluster.ts";
import { loadModule } from "./vm/loaded-module.ts";
import { type Plugin, sharesVm } from "./wasm/plugin.ts";
import type { LogLine, Services } from "./wasm/services.ts";

/** How a client connects. */
export interface ConnectOptions {
  /** Which worker takes the connection. Default: 0. */
  worker?: number;
  /** Default: `HTTP/1.1`. */
  protocol?: StreamProtocol;
  /** The client's `address:port`. Default: `127.0.0.1:50000`. */
  remoteAddress?: string;
}

/** A TCP connection as its client sees it. */
export interface TcpConnection {
  /** Sends bytes; with `endOfStream` the client says that no more follow. */
  send(bytes: Uint8Array, endOfStream?: boolean): void;
  /** The client closes its end: it sends no more, and takes no more. */
  close(): void;
  /** The client breaks the connection off. */
  reset(): void;
}

const localAddress = "127.0.0.1:10000";
const defaultRemoteAddress = "127.0.0.1:50000";
const upstreamLocalAddress = "127.0.0.1:50001";
const defaultLoopLimit = 500_000_000;
/** How long the machine is up when time begins, in nanoseconds: Go's runtime takes 0 for a broken clock. */
const upSince = 3_600_000_000_000n;
/** Envoy's default of `per_connection_buffer_limit_bytes`. */
const defaultBufferLimit = 1 << 20;

/**
 * A proxy with Wasm plugins and without a network: what Envoy does with them, callback by callback, at the speed of a function
 * call. Nothing happens by itself: {@link Host.run} does what is to be done, {@link Host.advance} lets time go by.
 */
export class Host {
  readonly loop = new EventLoop();
  readonly sharedData = new SharedData();
  readonly sharedQueues = new SharedQueues();
  readonly metrics = new MetricStore();
  readonly logs: LogLine[] = [];
  /** The main thread, then the workers. */
  readonly threads: readonly Thread[];
  readonly services: Services;

  private readonly options: HostOptions;
  private readonly random: Random;
  private readonly startedAt: bigint;
  private readonly startedAtMilliseconds: number;
  private readonly httpPlugins: Plugin[];
  private readonly accessLogPlugins: Plugin[];
  private readonly tcpPlugins: Plugin[];
  private readonly statsSinks: PluginHandle[] = [];
  private readonly outside = new Set<Promise<unknown>>();
  private readonly openTcp = new Set<TcpStream>();
  private lastConnectionId = 0;
  private dated = { second: -1, text: "" };

  /**
   * Starts a proxy: loads its modules, and starts and configures its plugins on every thread, as Envoy does before it serves.
   *
   * @throws MeshWasmError MW0523, MW0524 for a module that Envoy could not load; MW0525 to MW0527 for a plugin that refuses or
   * traps where it is tried. One that does so on a thread afterwards, or traps in `proxy_on_context_create`, is taken as it is
   * by Envoy: {@link logs} tell of it.
   */
  constructor(options: HostOptions) {
    this.options = options;
    this.random = new Random(options.seed ?? 1);
    this.startedAtMilliseconds = Math.floor(options.now ?? Date.now());
    this.startedAt = BigInt(this.startedAtMilliseconds) * 1_000_000n;
    this.services = this.createServices();
    this.httpPlugins = (options.plugins ?? []).map(pluginOf);
    this.accessLogPlugins = (options.accessLogPlugins ?? []).map(pluginOf);
    this.tcpPlugins = (options.tcpPlugins ?? []).map(pluginOf);
    const workers = Array.from({ length: options.workers ?? 1 }, (_, index) => `worker ${index}`);
    this.threads = ["main", ...workers].map((name, index) => {
      const clusters = new Clusters(options.clusters ?? [], minorOf(options), index > 0);
      return new Thread(name, this.services, clusters);
    });
    for (const plugin of options.statsSinkPlugins ?? []) {
      this.statsSinks.push(...this.start(pluginOf(plugin), this.threads.slice(0, 1)));
    }
    if (this.statsSinks.length > 0) {
      new StatsFlush(this.loop, this.metrics, this.statsSinks, options.statsFlushInterval).start();
    }
    // Envoy starts access loggers before filters
    for (const plugin of [...this.accessLogPlugins, ...this.httpPlugins, ...this.tcpPlugins]) {
      for (const [at, handle] of this.start(plugin).entries()) this.threads[at]?.plugins.push(handle);
    }
    this.run();
  }

  /** Nanoseconds since 1970, as plugins see the time. */
  now(): bigint {
    return this.startedAt + BigInt(Math.round(this.loop.now * 1e6));
  }

  /** The time as HTTP writes it; made once a second. */
  private date(): string {
    const second = Math.floor((this.startedAtMilliseconds + this.loop.now) / 1000);
    if (this.dated.second !== second) this.dated = { second, text: new Date(second * 1000).toUTCString() };
    return this.dated.text;
  }

  /** A client connects. */
  connect(options: ConnectOptions = {}): HttpConnection {
    const { worker = 0, protocol = "HTTP/1.1", remoteAddress = defaultRemoteAddress } = options;
    return new HttpConnection(this.httpServices(worker), this.connectionInfo(remoteAddress), protocol);
  }

  /** A client connects to the TCP listener, whose connections go to the first cluster unless their filter state names another. */
  connectTcp(receiver: TcpReceiver, options: Omit<ConnectOptions, "protocol"> = {}): TcpConnection {
    const { worker = 0, remoteAddress = defaultRemoteAddress } = options;
    const stream = new TcpStream(this.tcpServices(worker), this.connectionInfo(remoteAddress), receiver);
    return {
      send: (bytes, endOfStream = false) => this.loop.post(() => stream.receive(bytes, endOfStream)),
      close: () => this.loop.post(() => stream.receiveClose()),
      reset: () => this.loop.post(() => stream.receiveReset()),
    };
  }

  /** Does all that is to be done without time going by. */
  run(): void {
    this.loop.run();
  }

  /** Lets milliseconds go by, with all that happens in them. */
  advance(milliseconds: number): void {
    this.loop.advance(milliseconds);
  }

  /** Calls `proxy_on_tick` of every plugin on every thread now, whatever their timers say. */
  tick(): void {
    for (const { root } of this.statsSinks) root?.tickNow();
    for (const { plugins } of this.threads) for (const { root } of plugins) root?.tickNow();
    this.run();
  }

  /**
   * Puts another module or configuration in the place of a plugin, as Envoy does on an update: new streams have the new one,
   * those under way keep the old one, which ends with its last stream.
   *
   * @throws as the constructor; the old plugin then stays. Error where no plugin has this name.
   */
  replacePlugin(name: string, replacement: HostPlugin): void {
    const plugin = pluginOf(replacement);
    const index = this.threads[0]?.plugins.findIndex((handle) => handle.plugin.name === fromText(name)) ?? -1;
    if (index < 0) throw new Error(`no plugin is called "${name}"`);
    const handles = this.start(plugin);
    for (const [at, thread] of this.threads.entries()) {
      const [old] = thread.plugins.splice(index, 1, handles[at] as PluginHandle);
      if (old && old.root !== handles[at]?.root) old.root?.retire();
    }
    this.run();
  }

  /** Tells of work outside of the host, such as an upstream's answer that is on its way: {@link settle} waits for it. */
  track(work: Promise<unknown>): void {
    const forget = (): void => {
      this.outside.delete(settled);
    };
    const settled: Promise<void> = work.then(forget, forget);
    this.outside.add(settled);
  }

  /**
   * Goes on until something is so: does what is to be done, waits for what is tracked, and where there is nothing else lets
   * time go by up to the next timer. Resolves to whether it is so; false means that nothing more can happen.
   *
   * @param done Asked after each step.
   * @param patience How many milliseconds may go by on the host's clock. Default: an hour.
   */
  async settle(done: () => boolean, patience = 3_600_000): Promise<boolean> {
    const until = this.loop.now + patience;
    for (;;) {
      this.run();
      if (done()) return true;
      if (this.outside.size > 0) await Promise.race(this.outside);
      else if (!this.loop.step(until)) return false;
    }
  }

  /** Closes what is open over TCP and ends all plugins, as when the listener is removed. Stats sinks stay: they are the proxy's. */
  shutDown(): void {
    for (const stream of [...this.openTcp]) stream.close();
    for (const thread of this.threads) {
      // The last one goes first
      for (const { root } of [...thread.plugins].reverse()) root?.shutDown();
    }
    this.run();
  }

  private start(plugin: Plugin, threads = this.threads): PluginHandle[] {
    const mark = this.logs.length;
    try {
      return this.startOn(threads, plugin);
    } catch (error) {
      throw withReason(error, this.logs.slice(mark));
    }
  }

  private startOn(threads: readonly Thread[], plugin: Plugin): PluginHandle[] {
    const properties = this.propertiesOf(plugin);
    const base = this.baseOf(plugin);
    base.admit(plugin, properties);
    return threads.map((thread) => new PluginHandle(thread, plugin, base, properties));
  }

  private baseOf(plugin: Plugin): BaseVm {
    const main = this.threads[0] as Thread;
    const shared = [...this.statsSinks, ...main.plugins].find((handle) =>
      sharesVm(handle.plugin, plugin, this.services.envoyMinor),
    );
    return shared?.base ?? new BaseVm(plugin, main);
  }

  private propertiesOf({ name, rootId, vmId }: Plugin): Omit<PluginProperties, "declared"> {
    const envoyMinor = minorOf(this.options);
    return {
      envoyMinor,
      node: completeNode({ id: "mesh-wasm", cluster: "mesh-wasm", ...this.options.node }, envoyMinor),
      name,
      rootId,
      vmId,
    };
  }

  private createServices(): Services {
    const { options, random } = this;
    return {
      envoyMinor: minorOf(options),
      loop: this.loop,
      now: () => this.now(),
      monotonic: () => upSince + BigInt(Math.round(this.loop.now * 1e6)),
      random: (bytes) => random.fill(bytes),
      loopLimit: options.loopLimit ?? defaultLoopLimit,
      logLevel: options.logLevel ?? "info",
      log: (line) => {
        this.logs.push(line);
        options.onLog?.(line);
      },
      sharedData: this.sharedData,
      sharedQueues: this.sharedQueues,
      metrics: this.metrics,
      dns: new DnsResolver(options.dns ?? {}, { loop: this.loop, track: (work) => this.track(work) }),
      trace: options.onTrace,
      made: (vm) => options.onVm?.(vm),
      trapped: (trap, thread) => options.onTrap?.(trap, thread),
    };
  }

  private httpServices(worker: number): HttpServices {
    const { options, random } = this;
    const thread = this.threads[worker + 1] as Thread;
    const loggers = this.accessLogPlugins.length;
    const filtersEnd = loggers + this.httpPlugins.length;
    const [first] = options.clusters ?? [];
    const fallback = first ? { route: { cluster: first.name } } : { directResponse: { status: 200, body: "ok\n" } };
    return {
      loop: this.loop,
      now: () => this.now(),
      date: () => this.date(),
      randomNumber: () => random.fraction(),
      random: (bytes) => random.fill(bytes),
      routes: options.routes ?? [fallback],
      envoyMinor: minorOf(options),
      virtualHost: { name: "http", metadata: {} },
      clusters: thread.clusters,
      dynamicMetadata: options.dynamicMetadata ?? {},
      filterState: options.filterState ?? {},
      bufferLimit: options.bufferLimit ?? defaultBufferLimit,
      upstreamLocalAddress,
      createFilters: (stream) => filtersOf(thread.plugins, loggers, filtersEnd, stream),
      logAccess(stream) {
        for (const logger of thread.plugins.slice(0, loggers)) logger.logAccess(stream);
      },
    };
  }

  private tcpServices(worker: number): TcpServices {
    const thread = this.threads[worker + 1] as Thread;
    const first = thread.plugins.length - this.tcpPlugins.length;
    return {
      envoyMinor: minorOf(this.options),
      loop: this.loop,
      now: () => this.now(),
      clusters: thread.clusters,
      cluster: this.options.clusters?.[0]?.name ?? "",
      upstreamLocalAddress,
      open: this.openTcp,
      createFilters: (stream) =>
        thread.plugins.slice(first).flatMap((plugin) => plugin.createNetworkFilter(stream) ?? []),
    };
  }

  private connectionInfo(remoteAddress: string): ConnectionInfo {
    this.lastConnectionId += 1;
    return {
      id: this.lastConnectionId,
      remoteAddress,
      remotePort: Number(remoteAddress.slice(remoteAddress.lastIndexOf(":") + 1)),
      localAddress,
      localPort: 10_000,
      requestedServerName: "",
      tls: undefined,
      listener: { direction: 0, metadata: this.options.listenerMetadata ?? {} },
      filterChainName: "",
    };
  }
}

/** 40 of 1.40. */
function minorOf({ envoyVersion = "1.40" }: HostOptions): number {
  return Number(envoyVersion.split(".")[1]);
}

/** Starts a proxy; see {@link Host}. */
export function createHost(options: HostOptions): Host {
  return new Host(options);
}

/** The filters of the first plugins, which are those for HTTP. */
function filtersOf(plugins: readonly PluginHandle[], start: number, end: number, stream: HttpStream): HttpFilter[] {
  const filters: HttpFilter[] = [];
  for (let at = start; at < end; ++at) {
    const filter = plugins[at]?.createFilter(stream);
    if (filter) filters.push(filter);
  }
  return filters;
}

/** What a plugin has logged before it refused says why. */
function withReason(error: unknown, lines: readonly LogLine[]): unknown {
  if (!(error instanceof MeshWasmError)) return error;
  const said = lines.filter(({ byPlugin }) => byPlugin).map(({ message }) => toText(message));
  const reason = said.length > 0 ? `: ${said.at(-1)}` : "";
  return new MeshWasmError(error.code, `${error.message}${reason}`, {
    details: [...error.details, ...said],
    cause: error.cause,
  });
}

function pluginOf(plugin: HostPlugin): Plugin {
  const name = plugin.name ?? "";
  return {
    module: loadModule(plugin.module),
    name: fromText(name),
    rootId: fromText(plugin.rootId ?? name),
    vmId: fromText(plugin.vmId ?? ""),
    configuration: bytesOf(plugin.configuration),
    vmConfiguration: bytesOf(plugin.vmConfiguration),
    environment: Object.entries(plugin.environmentVariables ?? {}).map(([key, value]) => [
      fromText(key),
      fromText(value),
    ]),
    failurePolicy: plugin.failOpen ? "LEGACY_FAIL_OPEN" : (plugin.failurePolicy ?? "FAIL_CLOSED"),
    reloadBackoff: plugin.reloadBackoff ?? 1000,
    allowOnHeadersStopIteration: plugin.allowOnHeadersStopIteration ?? false,
    capabilities: plugin.allowedCapabilities?.length ? new Set(plugin.allowedCapabilities) : undefined,
  };
}

/** A configuration as the plugin gets it. */
function bytesOf(value: unknown): ByteString {
  if (value === undefined) return "";
  if (value instanceof Uint8Array) return fromBytes(value);
  return fromText(typeof value === "string" ? value : JSON.stringify(value));
}
