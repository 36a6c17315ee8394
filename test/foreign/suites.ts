import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildCrates } from "../../bench/sdk/modules/rust.ts";
import { type Context, processContext } from "../../core/index.ts";
import { readArea } from "../conformance/scenario/load.ts";
import type { PluginSpec, Scenario, ScenarioFile } from "../conformance/scenario/schema.ts";
import { buildGo } from "./build-go.ts";

/** Modules of another language, and what is done with them. */
export interface Suite {
  language: string;
  /** A module is the name of a crate or package. */
  scenarios: ScenarioFile;
  build(ctx: Context, names: readonly string[]): Promise<string>;
  /** Lines that differ from run to run in Envoy, too. */
  ignored?: RegExp;
}

const rust: Suite = {
  language: "Rust",
  scenarios: read("rust"),
  build: (ctx, names) => buildCrates(ctx, "foreign-rust", folderOf("rust"), names),
};

const go: Suite = {
  language: "Go",
  scenarios: read("go"),
  build: (ctx, names) => buildGo(ctx, "foreign-go", folderOf("go"), names),
  // How often its scheduler looks at the clock depends on how long things take
  ignored: /^ *(?:clock_time_get|poll_oneoff)\(/,
};

export const suites: readonly Suite[] = [rust, go];

/** Builds the modules of a suite; resolves to its scenarios with their files, or to why this machine cannot build them. */
export async function prepare({ scenarios, build }: Suite): Promise<{ scenarios: Scenario[] } | { reason: string }> {
  const names = new Set(scenarios.scenarios.flatMap(pluginsOf).flatMap(({ module }) => module ?? []));
  try {
    const folder = await build(processContext(), [...names]);
    return { scenarios: scenarios.scenarios.map((scenario) => withFiles(scenario, folder)) };
  } catch (error) {
    return { reason: (error as Error).message };
  }
}

function read(language: string): ScenarioFile {
  return readArea(language, readFileSync(new URL(`${language}.yaml`, import.meta.url), "utf8"));
}

function folderOf(language: string): string {
  return fileURLToPath(new URL(language, import.meta.url));
}

function pluginsOf({ module, plugins = [], tcpPlugins = [] }: Scenario): PluginSpec[] {
  return [...(module === undefined ? [] : [{ module }]), ...plugins, ...tcpPlugins];
}

/** The scenario with the file of each module in place of its name. */
function withFiles(scenario: Scenario, folder: string): Scenario {
  function placed<T extends PluginSpec | Scenario>(plugin: T): T {
    return plugin.module === undefined ? plugin : { ...plugin, module: join(folder, `${plugin.module}.wasm`) };
  }
  const { plugins, tcpPlugins } = scenario;
  return {
    ...placed(scenario),
    ...(plugins && { plugins: plugins.map(placed) }),
    ...(tcpPlugins && { tcpPlugins: tcpPlugins.map(placed) }),
  };
}
