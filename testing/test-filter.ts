import { check } from "./checks/check.ts";
import { upstreamCluster } from "./checks/clusters.ts";
import { conditionOf } from "./checks/condition.ts";
import { checkTraffic, checkWorker, playedCluster, pluginNamed } from "./checks/loaded.ts";
import { configuration as configurationSchema, filter as filterSchema, replacementOf } from "./checks/plugin.ts";
import { connection as connectionSchema, noSecond, request as requestSchema } from "./checks/request.ts";
import { scriptedUpstream } from "./checks/upstream.ts";
import type { ClusterPlan, EngineName, ProxyPlan, RunningProxy } from "./engine.ts";
import { cannotSend } from "./errors/cannot-send.ts";
import { tellWhole, testError, toldNow, toldWhole } from "./errors/test-error.ts";
import { Exchange } from "./exchange/exchange.ts";
import { prepareRequest, type RequestOptions } from "./exchange/request-options.ts";
import { type RunningExchange, startExchange } from "./exchange/start-exchange.ts";
import { FilterClock } from "./filter-clock.ts";
import { unsendableRequest } from "./http/sendable.ts";
import { FilterLogs } from "./logs/filter-logs.ts";
import { LogView } from "./logs/log-view.ts";
import { FilterMetrics } from "./metrics.ts";
import { findModule, type Surroundings } from "./modules/find-module.ts";
import type { PluginSettings } from "./options.ts";
import { pluginPlan } from "./plan.ts";
import type { Records } from "./records.ts";
import { refusalError } from "./refusals/refusal.ts";
import { orUnknownRootId } from "./refusals/unknown-root-id.ts";
import { SharedState } from "./shared-state.ts";
import { TcpConnection, type TcpConnectOptions } from "./tcp/tcp-connection.ts";
import type { Trap } from "./traps/trap.ts";
import { trapError } from "./traps/trap-error.ts";
import { kindOf, type ScriptedUpstream } from "./upstream/upstream.ts";
import type { UpstreamRequest } from "./upstream/upstream-request.ts";
import { WhenAwaited } from "./wait/when-awaited.ts";

/** What a {@link TestFilter} is made from. */
export interface LoadedProxy {
  proxy: RunningProxy;
  plan: ProxyPlan;
  records: Records;
  allowTraps: boolean;
  around: Surroundings;
}

/**
 * One or several plugins in a proxy, ready for requests. It must be disposed of, best with `await using`; disposing throws where
 * a plugin has trapped, or a function of the test has thrown, and the test was not told.
 */
export class TestFilter implements AsyncDisposable {
  readonly engine: EngineName;
  /** Version of Envoy, or of the Envoy that the host is like. */
  readonly envoyVersion: string;
  /** What the plugins log. */
  readonly logs: FilterLogs;
  /** What the plugins count, as of the end of the last call of this object that was awaited. */
  readonly metrics: FilterMetrics;
  /** The clock that the plugins see. */
  readonly clock: FilterClock;
  readonly #loaded: LoadedProxy;
  /** Names of the plugins, which they keep. */
  readonly #plugins: readonly string[];
  #exchanges = 0;
  #isClosed = false;
  #toldTraps = 0;
  #toldRefusals = 0;

  constructor(loaded: LoadedProxy) {
    const { proxy, plan } = loaded;
    this.#loaded = loaded;
    this.engine = proxy.engine;
    this.envoyVersion = proxy.envoyVersion;
    this.#plugins = plan.plugins.map(({ name }) => name);
    this.logs = new FilterLogs(proxy, this.#plugins);
    this.metrics = new FilterMetrics(proxy);
    this.clock = new FilterClock(proxy);
  }

  /** Every trap so far. */
  get traps(): readonly Trap[] {
    return this.#loaded.proxy.traps;
  }

  /** Every call of a plugin and every request that has reached an upstream which the test plays, so far. */
  get upstreamRequests(): readonly UpstreamRequest[] {
    return this.#loaded.records.requests.map(({ request }) => request);
  }

  /** Calls that plugins have made so far, in the order in which they arrived. */
  get calls(): readonly UpstreamRequest[] {
    return this.#loaded.records.callsFrom(0);
  }

  /** For matchers only. */
  get clusters(): readonly ClusterPlan[] {
    return this.#loaded.plan.clusters;
  }

  /**
   * Data and queues that plugins share.
   *
   * @throws MeshWasmError MW0411 on other engines than the host.
   */
  get shared(): SharedState {
    const { proxy, plan } = this.#loaded;
    return new SharedState(
      toldNow(() => proxy.sharedState),
      plan.plugins[0]?.vmId ?? "",
    );
  }

  /** Changes what the cluster `upstream` answers. */
  set upstream(upstream: ScriptedUpstream) {
    this.onCall(upstreamCluster, upstream);
  }

  /**
   * Changes what a cluster answers.
   *
   * @throws MeshWasmError MW0415 where the filter was loaded without such a cluster, or with one that the test does not play, or
   * this is no answer.
   */
  onCall(cluster: string, upstream: ScriptedUpstream): void {
    const played = playedCluster(this.#loaded.plan, cluster);
    check(scriptedUpstream, upstream, `the upstream of the cluster "${cluster}"`);
    played.upstream = kindOf(upstream);
  }

  /**
   * Sends a request and waits until the proxy is done with it. It is sent at once, whether the answer is waited for or not.
   *
   * @throws MeshWasmError MW0401 where a plugin traps meanwhile, unless the filter was loaded with `allowTraps`; MW0416 where
   * no client sends such a request, or `signal` is aborted before; MW0415, at once, for an option that there is not,
   * or that has a value which it cannot have.
   * @example
   * const exchange = await filter.request({ path: "/cart", headers: { "x-beta": "1" } });
   * expect(exchange.upstream.headers.get("x-mesh-subset")).toBe("v2");
   */
  request(request: string | RequestOptions = {}, ...others: never[]): Promise<Exchange> {
    const { proxy, plan, records } = this.#loaded;
    this.#checkOpen();
    check(noSecond, others[0], "a second argument of `request`");
    const options = typeof request === "string" ? { path: request } : request;
    check(requestSchema, options, "a request");
    checkWorker(plan, options.worker);
    checkTraffic(plan, "HTTP");
    const { protocol = "HTTP/2", worker, clientAddress = "127.0.0.1", signal } = options;
    const prepared = prepareRequest(options);
    const refusal = signal?.aborted
      ? cannotSend("this request", "its signal is aborted", "abort it after the call of `request`")
      : unsendableRequest(prepared.headers, prepared.trailers, protocol);
    if (refusal) {
      return new WhenAwaited(async () => {
        throw refusal;
      });
    }
    this.#exchanges += 1;
    const number = this.#exchanges;
    const marks = {
      calls: records.requests.length,
      logs: proxy.logs.lines.length,
      traps: proxy.traps.length,
      trace: proxy.trace.length,
    };
    const running = startExchange(proxy, { exchange: number, protocol, worker, clientAddress }, prepared);
    // The host has done much of the request by now
    if (signal?.aborted) running.abort();
    signal?.addEventListener("abort", running.abort);
    return new WhenAwaited(() => toldWhole(this.#finish(number, running, marks)));
  }

  /**
   * Opens a TCP connection. The filter must be of kind `tcp`.
   *
   * @example
   * const connection = await filter.connect();
   * connection.send("hello");
   * expect(await connection.upstream.receiveText(5)).toBe("hello");
   */
  async connect(options: TcpConnectOptions = {}): Promise<TcpConnection> {
    const { proxy, plan } = this.#loaded;
    this.#checkOpen();
    check(connectionSchema, options, "a TCP connection");
    checkWorker(plan, options.worker);
    checkTraffic(plan, "TCP");
    this.#exchanges += 1;
    return new TcpConnection(proxy, this.#exchanges, options, () => this.#report());
  }

  /**
   * Waits until something is so: on the host time goes by as far as that needs, in Envoy it is asked again and again, with
   * {@link metrics} brought up to date.
   *
   * @throws MeshWasmError MW0412 on the host when nothing is left to happen.
   */
  async until(happened: () => boolean): Promise<void> {
    this.#checkOpen();
    const condition = conditionOf(happened);
    await toldWhole(this.#loaded.proxy.eventually(condition, "what the test waits for"));
    this.#report();
  }

  /**
   * Has the tick of every plugin come now, on each of its threads.
   *
   * @throws MeshWasmError MW0411 on other engines than the host.
   */
  async tick(): Promise<void> {
    this.#checkOpen();
    await toldWhole(this.#loaded.proxy.tick());
    this.#report();
  }

  /**
   * Gives a plugin another configuration, while it runs. New requests meet it with that.
   *
   * @throws MeshWasmError MW0525 and others where it refuses; the old one then stays. MW0411 for kinds other than `http` on
   * other engines than the host.
   */
  async reconfigure(configuration: unknown, plugin?: string): Promise<void> {
    const old = pluginNamed(this.#loaded.plan, plugin);
    check(configurationSchema, configuration, "the configuration of `reconfigure`");
    await this.#replace(old.name, { ...old, configuration });
  }

  /**
   * Puts another module, or the same with other settings, in the place of a plugin.
   *
   * @throws as {@link reconfigure}
   */
  async replace(module: string | Uint8Array, settings: PluginSettings = {}, plugin?: string): Promise<void> {
    const old = pluginNamed(this.#loaded.plan, plugin);
    check(filterSchema, module, "the module of `replace`");
    check(replacementOf(old), settings, "the settings of `replace`");
    const found = toldNow(() => findModule(module, this.#loaded.around));
    const kept = { kind: old.kind, configuration: old.configuration, vmId: old.vmId, rootId: old.rootId };
    await this.#replace(old.name, pluginPlan(found, { ...kept, ...settings, name: old.name }));
  }

  /**
   * Stops the proxy, for a test that cannot write `await using`. A test file that forgets it never ends with a real Envoy.
   *
   * @throws MeshWasmError MW0401 and others where a plugin has trapped, or a function of the test has thrown, and the test was
   * not told.
   * @example
   * const filter = await loadFilter("canary");
   * after(() => filter.close());
   */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#loaded.proxy.stop();
    this.#report();
  }

  /** As {@link close}, at the end of the block of an `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #finish(number: number, running: RunningExchange, marks: Marks): Promise<Exchange> {
    const { proxy, plan, records } = this.#loaded;
    await proxy.until(() => running.ended, "the end of the response");
    if (running.fault !== undefined) throw running.fault;
    const end = await proxy.finished(number);
    // Node's client takes a reset with the code for no error, as Envoy 1.36 sends, for an end
    if (end.complete === false || running.response.status === 0) running.response.reset = true;
    await proxy.settle();
    const logs = proxy.logs.lines.slice(marks.logs).filter(({ thread }) => thread !== "main");
    const exchange = new Exchange({
      response: running.response,
      upstreams: records.of(number),
      calls: records.callsFrom(marks.calls),
      logs: new LogView(() => logs, this.#plugins),
      clusters: plan.clusters,
      traps: proxy.traps.slice(marks.traps),
      trace: proxy.trace.slice(marks.trace),
      end,
    });
    this.#report();
    return exchange;
  }

  /** Throws what the test must not miss, once. */
  #report(): void {
    const { proxy, records, allowTraps } = this.#loaded;
    const [fault] = records.faults.splice(0);
    if (fault) throw tellWhole(fault.error);
    const trap = proxy.traps[this.#toldTraps];
    this.#toldTraps = proxy.traps.length;
    const refusal = proxy.refusals[this.#toldRefusals];
    this.#toldRefusals = proxy.refusals.length;
    if (allowTraps) return;
    if (trap) throw tellWhole(trapError(trap));
    if (refusal) throw tellWhole(refusalError(refusal));
  }

  #checkOpen(): void {
    if (!this.#isClosed) return;
    throw testError("MW0415", "the filter is closed", {
      hint: "`close` comes last, and so does the end of `await using`",
    });
  }

  async #replace(name: string, plugin: ProxyPlan["plugins"][number]): Promise<void> {
    const { proxy, plan } = this.#loaded;
    this.#checkOpen();
    const replaced = proxy.replacePlugin(name, plugin).catch((error: unknown) => {
      throw orUnknownRootId(error);
    });
    await toldWhole(replaced);
    plan.plugins = plan.plugins.map((one) => (one.name === name ? plugin : one));
    this.#report();
  }
}

/** Where the lists of the proxy stood when an exchange began. */
interface Marks {
  calls: number;
  logs: number;
  traps: number;
  trace: number;
}
