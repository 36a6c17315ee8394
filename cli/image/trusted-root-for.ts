import { isOffline, MeshWasmError } from "../../core/index.ts";
import { fetchPublic } from "../../registry/sigstore/public-instance.ts";
import { readTrustedRoot, type TrustedRoot } from "../../registry/sigstore/trusted-root.ts";
import type { CommandContext } from "../framework/context.ts";
import { readTextFile } from "./read-text-file.ts";

/**
 * The trusted root of a file, else of the public instance of sigstore.
 *
 * @throws MeshWasmError MW0107 for a file that cannot be read, MW0813 for one that is something else, MW0812 where
 * there is no network
 */
export async function trustedRootFor(ctx: CommandContext, file: string | undefined): Promise<TrustedRoot> {
  if (file !== undefined) return readTrustedRoot(Buffer.from(await readTextFile(ctx, file, "the trusted root")), file);
  if (isOffline(ctx)) {
    throw new MeshWasmError("MW0812", "the trusted root is not fetched: mesh-wasm is offline", {
      hint: "give it in a file, with --trusted-root",
    });
  }
  return readTrustedRoot(await fetchPublic(ctx, "trusted_root.json"), "the trusted root of the public instance");
}
