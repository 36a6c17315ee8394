/** One filter of a project. */
export interface FilterConfig {
  /** Source file that registers the plugin, relative to the configuration file: `assembly/index.ts`. */
  entry: string;
  /** Root id that `run` and `validate` start. Default: the only one that the module registers. */
  rootId?: string;
  /** Plugin configuration for `run`, `validate` and `check`: the path of a JSON or YAML file, or the value itself. */
  configuration?: string | Record<string, unknown>;
  /** Largest size of the release build, such as `"120kB"` (1000 bytes) or `"96KiB"` (1024). `build` and `check` fail above it. */
  sizeLimit?: string;
}

/** What mesh-wasm.config.ts says about a project. */
export interface ProjectConfig {
  /** The filters by name. */
  filters: Record<string, FilterConfig>;
  /** Envoy version that `run` and `validate` use: `"1.40"`, `"1.40.0"`. Default: what `mesh-wasm envoy which` says. */
  envoy?: string;
  /** Where `run` sends requests on to: a URL, or `"echo"` (the default) for a server that answers with what it received. */
  upstream?: string;
  /** Folder for built modules, relative to the configuration file. Default `"build"`. */
  outDir?: string;
}

/**
 * Gives the configuration of a project its types; returns it as it is.
 *
 * @example
 * import { defineConfig } from "mesh-wasm";
 *
 * export default defineConfig({
 *   filters: { canary: { entry: "assembly/index.ts", configuration: "plugin.yaml", sizeLimit: "60kB" } },
 *   envoy: "1.40",
 * });
 */
export function defineConfig(config: ProjectConfig): ProjectConfig {
  return config;
}
