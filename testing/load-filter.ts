import { processContext } from "../core/index.ts";
import { check } from "./checks/check.ts";
import { chain, filter as filterSchema } from "./checks/plugin.ts";
import { filterOptions, proxySettings } from "./checks/proxy.ts";
import type { Engine, EngineName, ProxyPlan, RunningProxy } from "./engine.ts";
import { toldWhole } from "./errors/test-error.ts";
import type { ChainPlugin, FilterOptions, ProxySettings } from "./options.ts";
import { engineNameOf, planOf } from "./plan.ts";
import { Records } from "./records.ts";
import { refusalError } from "./refusals/refusal.ts";
import { orUnknownRootId } from "./refusals/unknown-root-id.ts";
import { TestFilter } from "./test-filter.ts";
import { trapError } from "./traps/trap-error.ts";

/**
 * Loads a filter into a proxy: its module, started and configured, with upstreams that the test plays.
 *
 * @param filter name of a filter of the project, path of a `.wasm` file, or its bytes
 * @throws MeshWasmError MW0413, MW0414 where there is no fresh module; MW0523 to MW0535 where the proxy does not take it, such as
 * MW0525 where the filter refuses its configuration and MW0527 where it traps as it starts, each also where the proxy takes it all
 * the same, unless `allowTraps` is set; MW0411 where the engine cannot do what the options ask for; MW0415 where there is no
 * such option, one has a value that it cannot have, or they contradict themselves.
 * @example
 * test("canary requests go to v2", async () => {
 *   await using filter = await loadFilter("canary", { configuration: { header: "x-beta" } });
 *   const exchange = await filter.request({ path: "/cart", headers: { "x-beta": "1" } });
 *   expect(exchange.upstream.headers.get("x-mesh-subset")).toBe("v2");
 *   expect(filter.metrics.counter("canary_routed_total")).toBe(1);
 * });
 */
export function loadFilter(filter: string | Uint8Array, options: FilterOptions = {}): Promise<TestFilter> {
  return toldWhole(loadOne(filter, options));
}

/**
 * Loads several plugins into one proxy, in the order in which requests meet them.
 *
 * @throws as {@link loadFilter}
 * @example
 * await using chain = await loadChain([
 *   { filter: "auth", configuration: { issuer: "https://issuer.test" } },
 *   { filter: "canary" },
 * ]);
 */
export function loadChain(plugins: readonly ChainPlugin[], settings: ProxySettings = {}): Promise<TestFilter> {
  return toldWhole(loadAll(plugins, settings));
}

async function loadOne(filter: string | Uint8Array, options: FilterOptions): Promise<TestFilter> {
  check(filterSchema, filter, "the filter of `loadFilter`");
  check(filterOptions, options, "the options of `loadFilter`");
  return await load([{ filter, ...options }], options);
}

async function loadAll(plugins: readonly ChainPlugin[], settings: ProxySettings): Promise<TestFilter> {
  check(chain, plugins, "the plugins of `loadChain`");
  check(proxySettings, settings, "the settings of `loadChain`");
  return await load(plugins, settings);
}

async function load(plugins: readonly ChainPlugin[], settings: ProxySettings): Promise<TestFilter> {
  const { cwd, env } = processContext();
  const around = { cwd, env };
  const records = new Records();
  const plan = planOf(plugins, settings, records, around);
  const engine = await engineNamed(engineNameOf(settings, env));
  const allowTraps = settings.allowTraps ?? false;
  const proxy = await started(engine, plan, allowTraps);
  return new TestFilter({ proxy, plan, records, allowTraps, around });
}

async function started(engine: Engine, plan: ProxyPlan, allowTraps: boolean): Promise<RunningProxy> {
  try {
    const proxy = await engine.start(plan);
    if (!allowTraps) await checkStart(proxy);
    return proxy;
  } catch (error) {
    throw orUnknownRootId(error);
  }
}

/** Proxies serve even where a plugin has failed, if it was not in its trial: a test that goes on would not notice. */
async function checkStart(proxy: RunningProxy): Promise<void> {
  if (proxy.traps.length === 0 && proxy.refusals.length === 0) return;
  await proxy.stop(); // only then a log is complete
  const [trap] = proxy.traps;
  const [refusal] = proxy.refusals;
  if (trap) throw trapError(trap, "MW0527");
  if (refusal) throw refusalError(refusal);
}

/** Engines are loaded when they are used: tests on the host need no Envoy. */
async function engineNamed(name: EngineName): Promise<Engine> {
  if (name === "host") return (await import("./engines/host/host-engine.ts")).hostEngine;
  const { dockerEngine, envoyEngine } = await import("./engines/envoy/envoy-engine.ts");
  return name === "docker" ? dockerEngine : envoyEngine;
}
