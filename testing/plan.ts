import { createHash } from "node:crypto";
import { MeshWasmError } from "../core/index.ts";
import { readModule } from "../module/index.ts";
import { check } from "./checks/check.ts";
import { upstreamCluster } from "./checks/clusters.ts";
import { engine as engineSchema } from "./checks/proxy.ts";
import type { ClusterPlan, EngineName, PluginPlan, ProxyEvents, ProxyPlan } from "./engine.ts";
import { type FoundModule, findModule, type Surroundings } from "./modules/find-module.ts";
import type { ChainPlugin, PluginSettings, ProxySettings } from "./options.ts";
import { kindOf, type Upstream } from "./upstream/upstream.ts";

/**
 * Decides what a test leaves open.
 *
 * @throws MeshWasmError MW0413, MW0414 for modules; MW0415 where plugins contradict each other.
 */
export function planOf(
  plugins: readonly ChainPlugin[],
  settings: ProxySettings,
  events: ProxyEvents,
  around: Surroundings,
): ProxyPlan {
  const plans = plugins.map(({ filter, ...plugin }) => pluginPlan(findModule(filter, around), plugin));
  checkTogether(plans);
  return {
    plugins: plans,
    clusters: clustersOf(settings),
    routes: asJson(settings.routes),
    workers: settings.workers ?? 1,
    node: asJson(settings.node),
    bufferLimitBytes: settings.bufferLimitBytes,
    logLevel: settings.logLevel ?? "info",
    metadata: asJson(settings.metadata),
    filterState: settings.filterState ?? {},
    listenerMetadata: asJson(settings.listenerMetadata),
    envoyVersion: settings.envoyVersion ?? (around.env["MESH_WASM_ENVOY"] || undefined),
    now: settings.now === undefined ? undefined : new Date(settings.now).getTime(),
    manualClock: settings.clock === "manual",
    seed: settings.seed,
    dns: settings.dns,
    trace: settings.trace ?? false,
    events,
  };
}

/** The engine that the settings or the environment choose. */
export function engineNameOf({ engine }: Pick<ProxySettings, "engine">, env: Surroundings["env"]): EngineName {
  const wanted = engine ?? (env["MESH_WASM_ENGINE"] || "host");
  check(engineSchema, wanted, "the environment variable `MESH_WASM_ENGINE`");
  return wanted as EngineName;
}

/** A plugin with the names that its module gives by default. */
export function pluginPlan(found: FoundModule, settings: PluginSettings): PluginPlan {
  const name = settings.name ?? found.name;
  const environmentVariables = settings.environmentVariables ?? {};
  return {
    kind: settings.kind ?? "http",
    wasm: found.wasm,
    sourceMap: found.sourceMap,
    name,
    rootId: settings.rootId ?? found.rootId ?? registeredRootId(found.wasm) ?? name,
    vmId: settings.vmId ?? defaultVmId(name, environmentVariables),
    configuration: settings.configuration,
    vmConfiguration: settings.vmConfiguration,
    environmentVariables,
    failurePolicy: settings.failurePolicy,
    allowOnHeadersStopIteration: settings.allowOnHeadersStopIteration,
  };
}

/** The only root id that a module of mesh-wasm registers. */
function registeredRootId(wasm: Uint8Array): string | undefined {
  const { metadata } = readModule(wasm);
  return metadata?.rootIds.length === 1 ? metadata.rootIds[0] : undefined;
}

/** Envoy does not count environment variables when it looks for a VM to share. */
function defaultVmId(name: string, variables: Readonly<Record<string, string>>): string {
  const entries = Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return name;
  return `${name}-${createHash("sha256").update(JSON.stringify(entries)).digest("hex").slice(0, 8)}`;
}

function clustersOf({ upstream = {}, clusters = {}, clusterSettings = {} }: ProxySettings): ClusterPlan[] {
  const all: [string, Upstream][] = [[upstreamCluster, upstream], ...Object.entries(clusters)];
  return all.map(([name, one]) => ({ name, upstream: kindOf(one), settings: asJson(clusterSettings[name]) ?? {} }));
}

/** As Envoy gets it in its configuration: dates are texts there, and what is undefined is not there. */
function asJson<T>(value: T | undefined): T | undefined {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function checkTogether(plugins: readonly PluginPlan[]): void {
  const names = plugins.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new MeshWasmError("MW0415", `two plugins are called "${twice}"`, { hint: "give each a `name` of its own" });
  }
  if (plugins.some(({ kind }) => kind === "tcp") && plugins.some(({ kind }) => kind !== "tcp")) {
    throw new MeshWasmError("MW0415", "filters of TCP connections and of HTTP requests have proxies of their own", {
      hint: "load them apart",
    });
  }
}
