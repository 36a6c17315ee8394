import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { MeshWasmError } from "../../../core/index.ts";
import type { RunningEnvoy } from "../../../envoy/index.ts";
import type {
  ClientListener,
  ClientStream,
  EngineName,
  PluginPlan,
  ProxyPlan,
  RunningProxy,
  SharedAccess,
  StreamEnd,
  StreamOptions,
  TcpEnds,
  TcpOptions,
  TcpSide,
  TraceEvent,
} from "../../engine.ts";
import { LogBook } from "../../logs/log-book.ts";
import type { Histogram } from "../../metrics.ts";
import type { Refusal } from "../../refusals/refusal.ts";
import { type Trap, TrapExplainer } from "../../traps/trap.ts";
import { unsupported } from "../../unsupported.ts";
import { Changes } from "../../wait/changes.ts";
import type { Cleanup } from "../../wait/cleanup.ts";
import { http1Client } from "../clients/http1-client.ts";
import { http2Client } from "../clients/http2-client.ts";
import type { Barrier } from "./barrier.ts";
import { type AccessLogEntry, listenerNames } from "./bootstrap.ts";
import type { Exchanges } from "./exchanges.ts";
import { lateStream, lateTcpSide } from "./late.ts";
import { type LogReader, logReader } from "./log-reader.ts";
import { noticedClient, noticedTcp } from "./noticed.ts";
import type { PluginFolder } from "./plugin-folder.ts";
import { proxyLine } from "./proxy-line.ts";
import { noticeShortResponse } from "./short-response.ts";
import { histogramIn, Stats } from "./stats.ts";
import { hear, tcpSide } from "./tcp-side.ts";
import { mainThread, Threads } from "./threads.ts";
import { WorkerConnections } from "./worker-connections.ts";

/** What an {@link EnvoyProxy} is made from. */
export interface StartedEnvoy {
  engine: "envoy" | "docker";
  plan: ProxyPlan;
  envoy: RunningEnvoy;
  barrier: Barrier;
  exchanges: Exchanges;
  folder: PluginFolder;
  cleanup: Cleanup;
}

/** Envoy tells nobody when a metric changes. */
const pollMilliseconds = 10;

/** A running Envoy as a proxy for tests. */
export class EnvoyProxy implements RunningProxy {
  readonly engine: EngineName;
  readonly envoyVersion: string;
  readonly logs = new LogBook();
  readonly traps: Trap[] = [];
  readonly refusals: Refusal[] = [];
  readonly trace: TraceEvent[] = [];
  readonly metrics: Stats;
  readonly #started: StartedEnvoy;
  readonly #explainer: TrapExplainer;
  readonly #prefixes: [prefix: string, plugin: string][];
  readonly #reader: LogReader;
  readonly #changes = new Changes();
  readonly #workers = new Map<string, WorkerConnections>();

  constructor(started: StartedEnvoy) {
    const { engine, plan, envoy } = started;
    this.#started = started;
    this.engine = engine;
    this.envoyVersion = envoy.version;
    this.metrics = new Stats(envoy.adminUrl);
    this.#explainer = new TrapExplainer(plan.plugins);
    this.#prefixes = plan.plugins.flatMap(prefixesOf);
    this.#reader = this.#readLog();
    envoy.exited.then(() => this.#changes.end(hasEnded));
  }

  get now(): number {
    return Date.now();
  }

  get sharedState(): SharedAccess {
    throw unsupported(this.engine, "shared");
  }

  open(options: StreamOptions, listener: ClientListener): ClientStream {
    const heard = noticedClient(listener, () => this.#changes.notify());
    const client = (socket: Socket, hearing: ClientListener): ClientStream =>
      options.protocol === "HTTP/2" ? http2Client(socket, hearing) : this.#http1Client(socket, hearing, options);
    const socket = this.#connect(listenerNames.http, options);
    return socket instanceof Promise ? lateStream(socket.then((one) => client(one, heard))) : client(socket, heard);
  }

  connect(options: TcpOptions, ends: TcpEnds): TcpSide {
    const notice = (): void => this.#changes.notify();
    const noticed: TcpEnds = {
      client: noticedTcp(ends.client, notice),
      upstream: (side) => noticedTcp(ends.upstream(side), notice),
    };
    const socket = this.#connect(listenerNames.tcp, options, noticed);
    const sideOf = (one: Socket): TcpSide => {
      hear(one, noticed.client);
      // That the proxy has closed, and not only ended its side, nobody but Envoy can tell
      this.finished(options.exchange).then(
        () => one.destroy(),
        () => one.destroy(),
      );
      return tcpSide(one);
    };
    return socket instanceof Promise ? lateTcpSide(socket.then(sideOf)) : sideOf(socket);
  }

  until(happened: () => boolean, what: string): Promise<void> {
    return this.#changes.until(happened, what);
  }

  async eventually(happened: () => boolean): Promise<void> {
    await this.settle();
    while (!happened()) {
      await sleep(pollMilliseconds);
      await this.settle();
    }
  }

  /** Envoy's time goes by whatever clients do. */
  clientWaits(): void {}

  async finished(exchange: number): Promise<StreamEnd> {
    const { envoy, exchanges } = this.#started;
    const line = await envoy.accessLog.waitFor(exchanges.entryOf(exchange), { from: exchanges.markOf(exchange) });
    const { details, flags, requestEnd, responseEnd, bytesSent } = JSON.parse(line) as AccessLogEntry;
    // Of a reply of its own to a request that is still coming Envoy does not put down that it went out
    const isEarlyReply = typeof requestEnd !== "number" && !/^(?:via_upstream|upstream_reset_after)/.test(details);
    return {
      details: details === "-" ? "" : details,
      flags: flags === "-" ? [] : flags.split(","),
      complete: typeof responseEnd === "number" || isEarlyReply,
      bytesSent,
    };
  }

  async settle(): Promise<void> {
    await this.#started.barrier.pass();
    await this.metrics.refresh();
  }

  histogram(name: string): Promise<Histogram | undefined> {
    return histogramIn(this.#started.envoy.admin, name);
  }

  async advance(): Promise<void> {
    throw unsupported(this.engine, "clock");
  }

  async tick(): Promise<void> {
    throw unsupported(this.engine, "tick");
  }

  async replacePlugin(name: string, plugin: PluginPlan): Promise<void> {
    const { envoy, folder } = this.#started;
    if (plugin.kind !== "http") throw unsupported(this.engine, "replace");
    this.#explainer.replace(plugin);
    this.#prefixes.push(...prefixesOf(plugin));
    const { options } = await folder.place(plugin);
    await envoy.replacePlugin(name, options);
    await this.settle();
  }

  async stop(): Promise<void> {
    await this.#started.cleanup.run();
    this.#reader.end();
  }

  #connect(listener: string, options: TcpOptions, ends?: TcpEnds): Socket | Promise<Socket> {
    const { envoy, exchanges, plan } = this.#started;
    const port = exchanges.begin(options.exchange, envoy.accessLog.length, ends);
    const line = proxyLine(options.clientAddress, port);
    const url = envoy.urls[listener] ?? "";
    if (plan.workers > 1) {
      const connections = this.#workers.get(listener) ?? new WorkerConnections(envoy.admin, listener, url);
      this.#workers.set(listener, connections);
      return connections.open(options.worker, line).then((socket) => this.#noted(socket, options));
    }
    const { port: proxyPort, hostname } = new URL(url);
    const socket = connect({ port: Number(proxyPort), host: hostname, allowHalfOpen: true });
    socket.once("connect", () => this.#noted(socket, options));
    socket.setNoDelay(true);
    socket.write(line);
    return socket;
  }

  /** Its connection stays until Envoy is done with the request. */
  #http1Client(socket: Socket, listener: ClientListener, { exchange }: StreamOptions): ClientStream {
    const { cleanup } = this.#started;
    cleanup.defer(() => void socket.destroy());
    const finished = this.finished(exchange);
    const heard = noticeShortResponse(listener, finished, () => socket.destroy());
    return http1Client(socket, heard, () => {
      finished.then(
        () => socket.destroy(),
        () => socket.destroy(),
      );
    });
  }

  /** A container's network gives connections other ports. */
  #noted(socket: Socket, { exchange }: TcpOptions): Socket {
    if (this.engine === "envoy") this.#started.exchanges.connected(exchange, socket.localPort);
    return socket;
  }

  #readLog(): LogReader {
    const { envoy, barrier } = this.#started;
    const reader = logReader({
      logs: this.logs,
      traps: this.traps,
      refusals: this.refusals,
      explainer: this.#explainer,
      trace: this.trace,
      threads: new Threads(mainThread(envoy.logs.lines()), barrier.threads),
      prefixes: this.#prefixes,
    });
    for (const line of envoy.logs.lines()) reader.take(line);
    envoy.logs.onLine((line) => {
      reader.take(line);
      this.#changes.notify();
    });
    return reader;
  }
}

function hasEnded(what: string): MeshWasmError {
  return new MeshWasmError("MW0534", `Envoy has ended during the test, before ${what}`);
}

/** What Envoy writes before the lines of a plugin, with its name: of its streams, and of its root context, which has no name. */
function prefixesOf({ name, rootId, vmId }: PluginPlan): [prefix: string, plugin: string][] {
  const labels = [
    [name, rootId, vmId],
    [rootId, vmId],
  ];
  return labels.map((parts) => [parts.filter((part) => part !== "").join(" "), name]);
}
