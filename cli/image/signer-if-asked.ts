import { MeshWasmError } from "../../core/index.ts";
import type { Signer } from "../../registry/trust/signer.ts";
import type { CommandContext } from "../framework/context.ts";
import type { SignerArguments } from "./signer-for.ts";

/** What says whether something is signed, and by whom. */
export interface SigningArguments extends SignerArguments {
  sign: boolean;
}

/**
 * Whoever signs, where the options ask for it: --sign, or a key.
 *
 * @throws MeshWasmError MW0103 for a token without --sign, and as {@link signerFor}
 */
export async function signerIfAsked(ctx: CommandContext, args: SigningArguments): Promise<Signer | undefined> {
  if (args.sign || args.key !== undefined) {
    const { signerFor } = await import("./signer-for.ts");
    return signerFor(ctx, args);
  }
  if (args.identityToken === undefined) return undefined;
  // Into a public log nothing goes that was not asked for in so many words
  throw new MeshWasmError("MW0103", "--identity-token signs nothing without --sign", { hint: "add --sign" });
}
