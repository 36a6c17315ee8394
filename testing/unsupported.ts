import { MeshWasmError } from "../core/index.ts";
import type { EngineName } from "./engine.ts";

/** What only some engines can do. */
export type Feature = "clock" | "tick" | "random" | "shared" | "trace" | "replaceTcp";

const names: Record<Feature, string> = {
  clock: "its clock cannot be set or moved",
  tick: "its timers cannot be made to run off",
  random: "its random numbers cannot be chosen",
  shared: "its shared data cannot be read or written from outside",
  trace: "its trace has no values",
  replaceTcp: "its network filters cannot be replaced",
};

/** Whether an engine can do something. */
export function supports(engine: EngineName, feature: Feature): boolean {
  return engine === "host" || feature === "trace";
}

/** The error for what an engine cannot do. Test runners skip the test that it ends ({@link isUnsupported}). */
export function unsupported(engine: EngineName, feature: Feature): MeshWasmError {
  const where = engine === "docker" ? "Envoy in Docker" : "Envoy";
  return new MeshWasmError("MW0411", `${where} cannot do this: ${names[feature]}`);
}

/** Whether an error says that the engine cannot do what the test needs, and not that anything is wrong. */
export function isUnsupported(error: unknown): error is MeshWasmError {
  return error instanceof MeshWasmError && error.code === "MW0411";
}
