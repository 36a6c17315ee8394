import { setTimeout as sleep } from "node:timers/promises";
import { MeshWasmError } from "../core/index.ts";
import { envoyAdmin, textStats } from "./admin.ts";
import { connectionManagerType } from "./bootstrap.ts";
import type { Bootstrap, Filter, HttpFilter, TypedConfig } from "./bootstrap-types.ts";
import type { EnvoyProcess } from "./envoy-process.ts";
import { placeModules } from "./place-modules.ts";
import { type PluginOptions, wasmFilterType, wasmHttpFilter } from "./plugin.ts";
import type { RunDirectory } from "./run-directory.ts";
import { updateFailure } from "./start-failure.ts";

/** How often the admin interface is asked about an update, in milliseconds. */
const interval = 10;

interface Discovered {
  config: TypedConfig;
  /** What Envoy is to show as `version_text` when it has taken the configuration. */
  version: string;
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

  /** Waits until Envoy has decided on every plugin that it starts with. */
  async started(process: EnvoyProcess, adminUrl: string): Promise<void> {
    for (const [name, { version }] of this.#plugins) await this.#decided(process, adminUrl, name, version, 0, 0);
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
    await this.#publish(filter.name, config);
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
    const filter = wasmHttpFilter({ ...plugin, name: plugin.name ?? name });
    const { placed } = await placeModules(filter.typed_config as TypedConfig, this.#run, this.#seenAs);
    if (JSON.stringify(placed) === JSON.stringify(current.config)) return;

    const refusals = await refusalsOf(adminUrl, name);
    const mark = process.logs.length;
    const version = await this.#publish(name, placed);
    try {
      await this.#decided(process, adminUrl, name, version, refusals, mark);
    } catch (error) {
      this.#plugins.set(name, current);
      throw error;
    } finally {
      await this.#removeUnused(placed, current.config);
    }
  }

  async #publish(name: string, config: TypedConfig): Promise<string> {
    const version = `${++this.#versions}`;
    const type = "type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig";
    const resource = { "@type": type, name, typed_config: config };
    await this.#run.write(fileOf(name), JSON.stringify({ version_info: version, resources: [resource] }, null, 2));
    this.#plugins.set(name, { config, version });
    return version;
  }

  /** Returns when Envoy serves the version, throws when it has refused it. */
  async #decided(
    process: EnvoyProcess,
    adminUrl: string,
    name: string,
    version: string,
    refusals: number,
    mark: number,
  ): Promise<void> {
    const versionStat = `${statPrefix}${name}.version_text`;
    while (true) {
      const texts = await textStats(adminUrl, escape(versionStat));
      if (texts[versionStat] === version) return;
      if ((await refusalsOf(adminUrl, name)) > refusals) break;
      await sleep(interval);
    }
    // The answer of the admin interface may overtake the log, which says why.
    const told = process.logs.waitFor(/config update (?:rejected|failure)/, { from: mark }).catch(() => {});
    await Promise.race([told, sleep(1000)]);
    throw updateFailure(name, process.logs.lines(mark));
  }

  /** Removes the modules of two configurations as far as no plugin uses them any more. */
  async #removeUnused(...configs: TypedConfig[]): Promise<void> {
    const used = JSON.stringify([...this.#plugins.values()]);
    for (const [module] of JSON.stringify(configs).matchAll(/modules\/filter-[0-9a-f]+\.wasm/g)) {
      if (!used.includes(module)) await this.#run.removeFile(module);
    }
  }
}

const statPrefix = "extension_config_discovery.http_filter.";

async function refusalsOf(adminUrl: string, name: string): Promise<number> {
  const prefix = `${statPrefix}${name}.`;
  const stats = await envoyAdmin(adminUrl).stats(escape(prefix));
  return (stats[`${prefix}update_rejected`] ?? 0) + (stats[`${prefix}update_failure`] ?? 0);
}

function fileOf(name: string): string {
  return `ecds/${encodeURIComponent(name)}.json`;
}

function escape(text: string): string {
  return text.replace(/[^\w]/g, "\\$&");
}

function connectionManagers(bootstrap: Bootstrap): TypedConfig[] {
  const chains = (bootstrap.static_resources?.listeners ?? []).flatMap((listener) => listener.filter_chains ?? []);
  const filters: Filter[] = chains.flatMap((chain) => chain.filters ?? []);
  return filters.flatMap(({ typed_config: config }) => (config?.["@type"] === connectionManagerType ? [config] : []));
}
