import { MeshWasmError } from "../../core/index.ts";
import type { EnvoyBinary } from "../../envoy/index.ts";
import type { CommandContext } from "../framework/context.ts";
import type { Check } from "./check.ts";

/** Why an Envoy goes before others, by where it was found. */
const reasons: Record<EnvoyBinary["source"], string> = {
  ENVOY_PATH: "named by ENVOY_PATH, which goes before all others",
  PATH: "found on PATH; ENVOY_PATH is not set",
  "func-e": "installed by func-e; none is on PATH",
  cache: "installed by mesh-wasm; none is on PATH or from func-e",
};

/** The Envoy that run and validate use, and why it is this one. */
export async function checkEnvoy(ctx: CommandContext): Promise<{ check: Check; envoy: EnvoyBinary | null }> {
  const { findEnvoy } = await import("../../envoy/index.ts");
  try {
    const envoy = await findEnvoy(ctx);
    const text = `${envoy.version}  ${envoy.path}  (${reasons[envoy.source]})`;
    return { check: { name: "envoy", status: "ok", text }, envoy };
  } catch (error) {
    if (!(error instanceof MeshWasmError) || ctx.signal.aborted) throw error;
    // A missing Envoy is installed when it is needed; one that is named and does not work stops everything.
    const status = error.code === "MW0501" ? "warn" : "fail";
    return { check: { name: "envoy", status, text: error.message, hint: error.hint }, envoy: null };
  }
}
