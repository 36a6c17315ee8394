import { nearest } from "../../core/index.ts";
import { proxyRuntime } from "./old-specifier.ts";

// What old programs use and mesh-wasm has nothing for, and what to do instead.

/** Names of the old SDK, of older versions of it, or of its fork's `fastedge`. */
const instead: Readonly<Record<string, string>> = {
  getEnv: "read it from process.env",
  getEnvVar: "read it from process.env",
  getCurrentTime: "use get_current_time_nanoseconds() / 1000000",
  setLogLevel: "delete the call: the proxy's own log level decides",
  log: 'import it from "mesh-wasm/assembly/proxy-runtime"',
  LogLevelValues: 'import it from "mesh-wasm/assembly/proxy-runtime"',
  RootContextHelper: "write its argument instead of RootContextHelper.wrap(…)",
  ContextHelper: "write its argument instead of ContextHelper.wrap(…)",
};

const fastEdge = "no proxy but FastEdge has it: take the value from the plugin's configuration, or call a service";

/**
 * What to do where a name of a file of the old SDK has no counterpart.
 *
 * @param name empty for the file as a whole
 * @param known the names that there are
 */
export function adviceFor(name: string, specifier: string, known: ReadonlySet<string>): string {
  if (instead[name] !== undefined) return instead[name];
  if (/\/fastedge(?:\/|$)/.test(specifier)) return fastEdge;
  if (name === "") return `import what you need of it from "${proxyRuntime}"`;
  const meant = nearest(name, known);
  if (meant !== undefined) return `did you mean ${meant}?`;
  return `"${proxyRuntime}" has nothing like it: write what you need of it yourself`;
}

/** What to do about a host function of FastEdge. */
export function adviceForHostFunction(): string {
  return fastEdge;
}

/** Host functions of FastEdge. */
export const fastEdgeFunction =
  /\bproxy_(?:get_secret|get_effective_at_secret|dictionary_get|kv_store_\w+|secret_\w+)\b/g;

/** A path of an attribute as FastEdge has it, with dots. Envoy takes it for one name. */
export const dottedAttribute =
  /^(?:request|response|source|destination|connection|upstream|metadata|filter_state|xds|node)(?:\.\w+)+$/;
