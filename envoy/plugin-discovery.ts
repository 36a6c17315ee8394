import { setTimeout as sleep } from "node:timers/promises";
import { MeshWasmError } from "../core/index.ts";
import { connectionManagerType } from "./bootstrap.ts";
import type { Bootstrap, Filter, HttpFilter, TypedConfig } from "./bootstrap-types.ts";
import type { EnvoyProcess, Exit } from "./envoy-process.ts";
import { type PlacedModule, placeModules } from "./place-modules.ts";
import { type PluginOptions, wasmFilterType, wasmPluginConfig } from "./plugin.ts";
import type { RunDirectory } from "./run-directory.ts";
import { updateCrash, updateFailure } from "./start-failure.ts";
import { isAccepted, refusalsOf } from "./update-decision.ts";

/** A plugin whose configuration Envoy discovers. */
interface Discovered {
  /** What Envoy serves. */
  config: TypedConfig;
  /** What Envoy was told last: the same, or something that it has refused. */
  told: TypedConfig;
  /** Told to Envoy with the configuration, and shown by Envoy when it serves it. */
  version: string;
}

/** A plugin that Envoy is about to take over or to refuse. */
interface Update {
  name: string;
  version: string;
  /** How often Envoy had refused this plugin before. */
  refusals: number;
  /** Where the log stood before. */
  mark: number;
  modules: readonly PlacedModule[];
  /** Begins the error's message. */
  failed: string;
}

/**
 * The Wasm filters of an Envoy that watches a file for the configuration of each (ECDS over the file system). Envoy reads
 * a file again when another one is moved onto it, and takes the filter anew only when its configuration differs; so module
 * files are named for their content.
 */
export class PluginDiscovery {
  readonly #run: RunDirectory;
  readonly #seenAs: string;
  readonly #plugins = new Map<string, Discovered>();
  #versions = 0;
  #queue: Promise<unknown> = Promise.resolve();

  /** @param seenAs The run directory as Envoy sees it. */
  constructor(run: RunDirectory, seenAs: string) {
    this.#run = run;
    this.#seenAs = seenAs;
  }

  /** Makes every Wasm HTTP filter of a configuration a discovered one, and writes what is to be discovered. */
  async take(bootstrap: Bootstrap): Promise<Bootstrap> {
    const copy = structuredClone(bootstrap);
    for (const manager of connectionManagers(copy)) {
      const filters = (manager["http_filters"] ?? []) as HttpFilter[];
      manager["http_filters"] = await Promise.all(filters.map((filter) => this.#takeFilter(filter)));
    }
    return copy;
  }

  /** Waits until Envoy serves every plugin that it starts with. */
  async started(process: EnvoyProcess, adminUrl: string, modules: readonly PlacedModule[]): Promise<void> {
    for (const [name, { version }] of this.#plugins) {
      const failed = `Envoy does not take the plugin "${name}"`;
      await this.#decided(process, adminUrl, { name, version, refusals: 0, mark: 0, modules, failed });
    }
  }

  /** Replaces a plugin; updates happen one after the other. */
  replace(process: EnvoyProcess, adminUrl: string, name: string, plugin: PluginOptions): Promise<void> {
    const replaced = this.#queue.then(() => this.#replace(process, adminUrl, name, plugin));
    this.#queue = replaced.catch(() => {});
    return replaced;
  }

  async #takeFilter(filter: HttpFilter): Promise<HttpFilter> {
    const config = filter.typed_config;
    if (config?.["@type"] !== wasmFilterType) return filter;
    const version = await this.#publish(filter.name, config);
    this.#plugins.set(filter.name, { config, told: config, version });
    const path = `${this.#seenAs}/${fileOf(filter.name)}`;
    return {
      name: filter.name,
      config_discovery: {
        // No time limit: a slow machine may take its time to compile a large module.
        config_source: { path_config_source: { path }, resource_api_version: "V3", initial_fetch_timeout: "0s" },
        type_urls: [wasmFilterType],
      },
    };
  }

  async #replace(process: EnvoyProcess, adminUrl: string, name: string, plugin: PluginOptions): Promise<void> {
    const current = this.#plugins.get(name);
    if (!current) {
      const names = [...this.#plugins.keys()].map((known) => `"${known}"`).join(", ");
      throw new MeshWasmError("MW0532", `there is no discovered plugin "${name}"${names && `, but ${names}`}`);
    }
    const config = { "@type": wasmFilterType, config: wasmPluginConfig({ ...plugin, name: plugin.name ?? name }) };
    const { placed, modules } = await placeModules(config, this.#run, this.#seenAs);
    if (isSame(placed, current.config)) return;

    const refusals = await refusalsOf(adminUrl, name);
    const mark = process.logs.length;
    // Envoy passes over what it was told last, refused or not, so the same is told in other words: `./` in the path.
    const told = isSame(placed, current.told)
      ? (await placeModules(config, this.#run, `${this.#seenAs}/.`)).placed
      : placed;
    const version = await this.#publish(name, told);
    try {
      const failed = `Envoy keeps the previous plugin "${name}"`;
      await this.#decided(process, adminUrl, { name, version, refusals, mark, modules, failed });
      this.#plugins.set(name, { config: placed, told, version });
    } catch (error) {
      this.#plugins.set(name, { ...current, told });
      throw error;
    } finally {
      await this.#removeUnused([placed, current.config]);
    }
  }

  async #publish(name: string, config: TypedConfig): Promise<string> {
    this.#versions += 1;
    const version = String(this.#versions);
    const type = "type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig";
    const resource = { "@type": type, name, typed_config: config };
    await this.#run.write(fileOf(name), JSON.stringify({ version_info: version, resources: [resource] }, null, 2));
    return version;
  }

  /** Returns when Envoy serves the update, throws when it has refused it or has ended over it. */
  async #decided(process: EnvoyProcess, adminUrl: string, update: Update): Promise<void> {
    const { name, version, refusals, mark, modules, failed } = update;
    try {
      if (await isAccepted(adminUrl, name, version, refusals)) return;
    } catch (error) {
      const exit: Exit | undefined = await Promise.race([process.exited, sleep(1000, undefined)]);
      if (!exit) throw error;
      throw await updateCrash(`Envoy ended over the plugin "${name}"`, {
        exit,
        lines: process.logs.lines(mark),
        modules,
      });
    }
    // The answer of the admin interface may overtake the log, which says why.
    const told = process.logs.waitFor(/config update (?:rejected|failure)/, { from: mark }).catch(() => {});
    await Promise.race([told, sleep(1000)]);
    throw updateFailure(failed, process.logs.lines(mark));
  }

  /** Removes the modules of these configurations as far as no plugin uses them any more. */
  async #removeUnused(configs: readonly TypedConfig[]): Promise<void> {
    const used = JSON.stringify([...this.#plugins.values()].map((plugin) => plugin.config));
    for (const [module] of JSON.stringify(configs).matchAll(/modules\/filter-[0-9a-f]+\.wasm/g)) {
      if (!used.includes(module)) await this.#run.removeFile(module);
    }
  }
}

function isSame(a: TypedConfig, b: TypedConfig): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function fileOf(name: string): string {
  return `ecds/${encodeURIComponent(name)}.json`;
}

function connectionManagers(bootstrap: Bootstrap): TypedConfig[] {
  const chains = (bootstrap.static_resources?.listeners ?? []).flatMap((listener) => listener.filter_chains ?? []);
  const filters: Filter[] = chains.flatMap((chain) => chain.filters ?? []);
  return filters.flatMap(({ typed_config: config }) => (config?.["@type"] === connectionManagerType ? [config] : []));
}
