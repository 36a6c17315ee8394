import { findOrInstallEnvoy } from "../../envoy/index.ts";
import type { CommandContext } from "../framework/context.ts";
import type { EnvoyArguments } from "./start-shown.ts";

/**
 * Finds or installs the Envoy of the version that was asked for, before anything is built for it.
 *
 * @throws MeshWasmError MW0503 for a version that there is not.
 */
export async function checkAskedEnvoy(
  ctx: CommandContext,
  { envoy, engine }: Pick<EnvoyArguments, "envoy" | "engine">,
): Promise<void> {
  if (engine === "envoy" && envoy !== undefined) await findOrInstallEnvoy(ctx, { version: envoy });
}
