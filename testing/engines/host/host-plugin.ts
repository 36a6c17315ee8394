import { MeshWasmError } from "../../../core/index.ts";
import type { HostPlugin } from "../../../host/index.ts";
import type { PluginPlan } from "../../engine.ts";
import type { Trap } from "../../traps/trap.ts";
import { trapError } from "../../traps/trap-error.ts";

/** A plugin as the host takes it. */
export function hostPlugin(plugin: PluginPlan): HostPlugin {
  return {
    module: plugin.wasm,
    name: plugin.name,
    rootId: plugin.rootId,
    vmId: plugin.vmId,
    configuration: plugin.configuration,
    vmConfiguration: plugin.vmConfiguration,
    environmentVariables: plugin.environmentVariables,
    failurePolicy: plugin.failurePolicy,
    allowOnHeadersStopIteration: plugin.allowOnHeadersStopIteration,
  };
}

/** The error of a plugin that traps while it starts, with its place and the functions that were running. */
export function withFrames(error: unknown, traps: readonly Trap[]): unknown {
  const trap = traps.at(-1);
  if (!trap || !(error instanceof MeshWasmError) || error.code !== "MW0527") return error;
  const { location, details } = trapError(trap);
  return new MeshWasmError(error.code, error.message, {
    details: [...error.details, ...details],
    ...(location && { location }),
    cause: error,
  });
}
