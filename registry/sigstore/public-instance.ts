import { join } from "node:path";
import { type Context, directories, MeshWasmError } from "../../core/index.ts";
import { orAborted } from "./or-aborted.ts";

/** What the public instance of sigstore publishes about itself. */
type Target = "trusted_root.json" | "signing_config.v0.2.json";

/**
 * Fetches what the public instance of sigstore publishes about itself, by The Update Framework: from its own root of trust, which
 * is a part of the library, so that no server in between has to be believed.
 *
 * @throws MeshWasmError MW0812
 */
export async function fetchPublic(ctx: Pick<Context, "env" | "signal">, target: Target): Promise<Uint8Array> {
  const { DEFAULT_MIRROR_URL, initTUF } = await import("@sigstore/tuf");
  try {
    const tuf = await orAborted(initTUF({ cachePath: join(directories(ctx).cache, "sigstore") }), ctx.signal);
    return Buffer.from(await orAborted(tuf.getTarget(target), ctx.signal));
  } catch (error) {
    if (ctx.signal.aborted) throw error;
    const { message, cause } = error as Error;
    throw new MeshWasmError("MW0812", `${target} cannot be fetched from ${DEFAULT_MIRROR_URL}`, {
      details: [message, ...(cause instanceof Error ? [cause.message] : [])],
      hint: "where that cannot be reached, give the trusted root in a file, with --trusted-root",
      cause: error,
    });
  }
}
