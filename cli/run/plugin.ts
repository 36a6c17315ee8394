import { MeshWasmError } from "../../core/index.ts";
import type { FailurePolicy, PluginOptions } from "../../envoy/index.ts";
import { assertModule, type Compiler, configurationFaults, type WasmModule } from "../../module/index.ts";
import type { BuiltFilter } from "../building/build-filter.ts";
import { buildShown } from "../building/build-shown.ts";
import { outDirOf } from "../config/load.ts";
import { type PluginConfiguration, readPluginConfiguration } from "../config/plugin-configuration.ts";
import type { CommandContext } from "../framework/context.ts";
import { moduleIn, type Target } from "./target.ts";

/** What the command line says about a plugin; undefined where it says nothing. */
export interface PluginArguments {
  mode: "release" | "debug";
  pluginConfig: string | undefined;
  rootId: string | undefined;
  failStrategy: "close" | "open" | "reload" | undefined;
}

/** A plugin ready for Envoy. */
export interface PreparedPlugin {
  options: PluginOptions & { name: string };
  /** The build that made its module; undefined for a module that was there. */
  built: BuiltFilter | undefined;
  /** Where its configuration comes from; undefined where it has none. */
  configuration: PluginConfiguration | undefined;
}

const failurePolicies: Record<NonNullable<PluginArguments["failStrategy"]>, FailurePolicy> = {
  close: "FAIL_CLOSED",
  open: "FAIL_OPEN",
  reload: "FAIL_RELOAD",
};

/**
 * Builds the module where the target is a filter, reads the configuration, and checks one against the other.
 *
 * @throws MeshWasmError MW02xx, MW03xx (build), MW1001 (configuration does not match), MW1005 (cannot be read), MW0103
 * (several root ids)
 */
export async function preparePlugin(
  ctx: CommandContext,
  compiler: Compiler,
  target: Target,
  args: PluginArguments,
): Promise<PreparedPlugin> {
  const own = target.kind === "filter" ? target.filter : undefined;
  const given = args.pluginConfig ?? own?.configuration;
  // A build takes seconds, so what can be wrong without it is looked at before.
  const configuration = given === undefined ? undefined : await readPluginConfiguration(given, ctx);
  const built = target.kind === "filter" ? await buildTarget(ctx, compiler, target, args.mode) : undefined;
  const file = built?.file ?? (target.kind === "module" ? target.file : "");
  const name = target.kind === "filter" ? target.filter.name : target.name;
  const module = moduleIn(file);
  if (target.kind === "module") assertModule(module, target.given);
  const rootId = args.rootId ?? own?.rootId ?? rootIdOf(module, name);
  if (configuration) checkConfiguration(module, rootId, configuration);
  const options = {
    name,
    module: file,
    ...(rootId === undefined ? {} : { rootId }),
    ...(configuration === undefined ? {} : { configuration: configuration.text }),
    ...(args.failStrategy === undefined ? {} : { failurePolicy: failurePolicies[args.failStrategy] }),
  };
  return { options, built, configuration };
}

function buildTarget(
  ctx: CommandContext,
  compiler: Compiler,
  { project, filter }: Target & { kind: "filter" },
  mode: PluginArguments["mode"],
): Promise<BuiltFilter> {
  const outDir = outDirOf(project);
  return buildShown(ctx, compiler, project, filter, { mode, outDir, names: true, sourceMap: true, ascFlags: [] });
}

/** The only root id that a module registers; undefined for modules that do not say. */
function rootIdOf(module: WasmModule, name: string): string | undefined {
  const rootIds = module.metadata?.rootIds ?? [];
  if (rootIds.length <= 1 || rootIds.includes(name)) return rootIds.length === 1 ? rootIds[0] : undefined;
  throw new MeshWasmError("MW0103", `the module registers several plugins, and none of them is called "${name}"`, {
    hint: `choose one with --root-id: ${rootIds.join(", ")}`,
  });
}

/**
 * Checks a plugin configuration against the schema that the module carries for the root id.
 *
 * @throws MeshWasmError MW1001 naming each value that does not match
 */
export function checkConfiguration(
  module: WasmModule,
  rootId: string | undefined,
  configuration: PluginConfiguration,
): void {
  const schema = rootId === undefined ? undefined : module.metadata?.configuration[rootId];
  if (!schema || configuration.value === undefined) return;
  const [first, ...others] = configurationFaults(configuration.value, schema);
  if (first === undefined) return;
  throw new MeshWasmError("MW1001", `${configuration.source}: ${first}`, {
    details: others,
    hint: `change it in ${configuration.source}; mesh-wasm inspect shows the schema`,
  });
}
