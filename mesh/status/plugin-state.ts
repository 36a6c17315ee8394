import { type DumpedPlugin, dumpedPlugins } from "./config-dump.ts";

/** What became of a plugin in a proxy. */
export type PluginState = "running" | "sent" | "waiting" | "refused" | "not fetched" | "absent" | "no answer";

/** What a proxy runs. */
export interface ProxyState {
  proxy: string;
  workload: string | null;
  state: PluginState;
  /** Digest of the image or module that it has been given; null where its configuration does not tell. */
  digest: string | null;
  /** Why it does not run, or what is not known; null where all is well. */
  why: string | null;
}

/** What a proxy answered. */
export interface ProxyAnswers {
  /** `/config_dump` */
  dump: string;
  /** `/stats` */
  stats: string;
}

/** Reads out of a proxy's answers what became of the plugin of a resource. */
export function pluginState(
  { dump, stats }: ProxyAnswers,
  namespace: string | undefined,
  name: string,
): Pick<ProxyState, "state" | "digest" | "why"> {
  const plugins = dumpedPlugins(dump, namespace, name);
  const plugin = plugins.find(({ from }) => from === "ecds") ?? plugins.find(({ from }) => from === "listener");
  if (plugin?.from === "ecds") return discoveredState(plugin, stats);
  if (plugin) return withFetch(plugin, stats);
  if (plugins.length > 0) {
    return { state: "waiting", digest: null, why: "a listener waits for the plugin, and none has come" };
  }
  return { state: "absent", digest: null, why: "no configuration of the proxy names it" };
}

function discoveredState(plugin: DumpedPlugin, stats: string) {
  const { config, name, version } = plugin;
  // Istio's agent puts it in the place of a plugin whose module it could not fetch
  if (`${config["@type"]}`.endsWith("rbac.v3.RBAC")) {
    const meanwhile = config["rules"] ? "refuses all requests" : "lets requests through without it";
    return {
      state: "not fetched" as const,
      digest: null,
      why: `the agent could not fetch the module; the proxy ${meanwhile}`,
    };
  }
  // Envoy dumps what came last; what it took stands in its statistics
  const taken = statText(stats, `extension_config_discovery.http_filter.${name}.version_text`);
  const digest = digestOf(config);
  if (taken === undefined) {
    return { state: "sent" as const, digest, why: "the proxy keeps no statistics of whether it took it" };
  }
  if (taken === version) return withFetch(plugin, stats);
  const kept = taken === "" ? "it has none" : "it keeps the one before";
  return { state: "refused" as const, digest, why: `the proxy refuses the module or its configuration; ${kept}` };
}

/** Where Envoy fetches itself, it takes the configuration before it has the module. */
function withFetch({ config }: DumpedPlugin, stats: string) {
  const digest = digestOf(config);
  const failed = Number(statText(stats, "wasm.remote_load_fetch_failures") ?? 0);
  const fetched = Number(statText(stats, "wasm.remote_load_fetch_successes") ?? 0);
  if (failed > 0 && fetched === 0 && JSON.stringify(config).includes('"remote":')) {
    return { state: "not fetched" as const, digest, why: `Envoy has failed ${failed} times to fetch the module` };
  }
  return { state: "running" as const, digest, why: null };
}

/** Istio's agent names the file by the digest of the image. */
function digestOf(config: Readonly<Record<string, unknown>>): string | null {
  const text = JSON.stringify(config);
  const digest = /"sha256":"([0-9a-f]{64})"/.exec(text) ?? /([0-9a-f]{64})\.wasm"/.exec(text);
  return digest ? `sha256:${digest[1]}` : null;
}

function statText(stats: string, name: string): string | undefined {
  const line = stats.split("\n").find((one) => one.startsWith(`${name}: `));
  return line?.slice(name.length + 2).replace(/^"(.*)"$/, "$1");
}
