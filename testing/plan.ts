import { createHash } from "node:crypto";
import { MeshWasmError } from "../core/index.ts";
import { readModule } from "../module/index.ts";
import type { ClusterSettings } from "./cluster-settings.ts";
import type { ClusterPlan, EngineName, PluginPlan, ProxyEvents, ProxyPlan } from "./engine.ts";
import { type FoundModule, findModule, type Surroundings } from "./modules/find-module.ts";
import { checkOptionNames } from "./option-names.ts";
import type { ChainPlugin, PluginSettings, ProxySettings } from "./options.ts";
import { checkUpstream, kindOf, type Upstream, type UpstreamKind } from "./upstream/upstream.ts";

/** The cluster of the option `upstream`. */
export const upstreamCluster = "upstream";

/**
 * Decides what a test leaves open.
 *
 * @throws MeshWasmError MW0413, MW0414 for modules; MW0415 where the settings contradict themselves, or
 * there is no such setting.
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
    routes: settings.routes,
    workers: settings.workers ?? 1,
    node: settings.node,
    bufferLimitBytes: settings.bufferLimitBytes,
    logLevel: settings.logLevel ?? "info",
    metadata: settings.metadata,
    filterState: filterStateOf(settings),
    listenerMetadata: settings.listenerMetadata,
    envoyVersion: settings.envoyVersion ?? (around.env["MESH_WASM_ENVOY"] || undefined),
    now: settings.now === undefined ? undefined : new Date(settings.now).getTime(),
    manualClock: settings.clock === "manual",
    seed: settings.seed,
    dns: settings.dns,
    trace: settings.trace ?? false,
    events,
  };
}

const engines: readonly EngineName[] = ["host", "envoy", "docker"];

/** The engine that the settings or the environment choose. */
export function engineNameOf({ engine }: Pick<ProxySettings, "engine">, env: Surroundings["env"]): EngineName {
  const wanted = engine ?? (env["MESH_WASM_ENGINE"] || "host");
  const known = engines.find((name) => name === wanted);
  if (known) return known;
  throw new MeshWasmError("MW0415", `there is no engine "${wanted}"`, { hint: `choose one of ${engines.join(", ")}` });
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

function filterStateOf({ filterState = {} }: ProxySettings): Readonly<Record<string, string>> {
  const key = Object.keys(filterState).find((name) => name.startsWith("wasm."));
  if (key === undefined) return filterState;
  throw new MeshWasmError(
    "MW0415",
    `the filter state "${key}" cannot be given: keys with \`wasm.\` are what plugins set`,
    {
      hint: "load a plugin that sets it before this one, with `loadChain`",
    },
  );
}

function clustersOf({ upstream = {}, clusters = {}, clusterSettings = {} }: ProxySettings): ClusterPlan[] {
  if (upstreamCluster in clusters) {
    throw new MeshWasmError("MW0415", `the cluster "${upstreamCluster}" is that of the option \`upstream\``);
  }
  const all: [string, Upstream][] = [[upstreamCluster, upstream], ...Object.entries(clusters)];
  const unknown = Object.keys(clusterSettings).find((name) => all.every(([known]) => known !== name));
  if (unknown !== undefined) throw new MeshWasmError("MW0415", `there is no cluster "${unknown}" to have settings`);
  for (const [, one] of all) checkUpstream(one);
  for (const settings of Object.values(clusterSettings)) checkOptionNames("the settings of a cluster", settings);
  return all.map(([name, one]) => clusterPlan(name, kindOf(one), clusterSettings[name] ?? {}));
}

function clusterPlan(name: string, upstream: UpstreamKind, settings: ClusterSettings): ClusterPlan {
  if (settings.protocol && upstream.kind === "url") {
    throw new MeshWasmError("MW0415", `the protocol of the cluster "${name}" is that of its server`, {
      hint: "say it beside the URL: { url, http2: true }",
    });
  }
  return { name, upstream, settings };
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
