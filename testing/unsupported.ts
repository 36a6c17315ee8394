import { MeshWasmError } from "../core/index.ts";
import { check } from "./checks/check.ts";
import { engine as engineSchema } from "./checks/proxy.ts";
import { word } from "./checks/schemas.ts";
import type { EngineName } from "./engine.ts";

const features = ["clock", "tick", "random", "dns", "shared", "replace"] as const;

/**
 * What only the host can do: set and move the clock, have timers run off at once, choose random numbers and host names, read and
 * write shared data from outside, and replace filters of TCP connections and access loggers.
 */
export type Feature = (typeof features)[number];

const reasons: Record<Feature, string> = {
  clock: "its clock cannot be set or moved",
  tick: "its timers cannot be made to run off",
  random: "its random numbers cannot be chosen",
  dns: "its host names cannot be chosen",
  shared: "its shared data cannot be read or written from outside",
  replace: "only HTTP filters can be replaced",
};

/** Whether an engine can do something, for `test.skipIf(!supports(filter.engine, "clock"))` and the like. */
export function supports(engine: EngineName, feature: Feature): boolean {
  check(engineSchema, engine, "the engine of `supports`");
  check(word(features), feature, "the feature of `supports`");
  return engine === "host";
}

let told: (error: MeshWasmError) => void = () => {};

/** Has a test runner told before the error is thrown; it may throw its own instead. */
export function onUnsupported(listener: (error: MeshWasmError) => void): void {
  told = listener;
}

/** The error for what an engine cannot do. */
export function unsupported(engine: EngineName, feature: Feature): MeshWasmError {
  const where = engine === "docker" ? "Envoy in Docker" : "Envoy";
  const error = new MeshWasmError("MW0411", `${where} cannot do this: ${reasons[feature]}`);
  told(error);
  return error;
}

/** Whether an error says that the engine cannot do what the test needs, and not that anything is wrong. */
export function isUnsupported(error: unknown): error is MeshWasmError {
  return error instanceof MeshWasmError && error.code === "MW0411";
}
