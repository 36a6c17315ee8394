import { MeshWasmError, nearest } from "../../core/index.ts";
import type { StartOptions } from "../../envoy/index.ts";

const names = ["trace", "debug", "info", "warning", "error", "critical", "off"];

/** What Envoy logs, and what of it is shown. */
export interface LogLevels {
  options: Pick<StartOptions, "logLevel" | "componentLogLevel">;
  /** Show every line, not only those of plugins and faults. */
  everything: boolean;
}

/**
 * What `--log-level` and `--verbose` mean: a level for all of Envoy (`debug`) or for single loggers (`wasm:trace,http:debug`);
 * `-vv` traces the calls between Envoy and its plugins.
 *
 * @throws MeshWasmError MW0105 where it is no level
 */
export function logLevels(given: string | undefined, verbose: number): LogLevels {
  const trace = verbose >= 2 ? { componentLogLevel: "wasm:trace" } : {};
  if (given === undefined) return { options: trace, everything: verbose > 0 };
  for (const part of given.split(",")) checkLevel(given, part.split(":").at(-1) ?? "");
  if (given.includes(":")) return { options: { componentLogLevel: given }, everything: true };
  return { options: { logLevel: given, ...trace }, everything: true };
}

function checkLevel(given: string, level: string): void {
  if (names.includes(level)) return;
  const meant = nearest(level, names);
  throw new MeshWasmError("MW0105", `--log-level does not take "${given}"`, {
    hint: `${meant ? `did you mean ${meant}? ` : ""}give one of ${names.join(", ")}, or levels of loggers such as wasm:debug`,
  });
}
