import { MeshWasmError } from "../../core/index.ts";
import { keySigner, readPrivateKey, type Signer } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { keyPassword } from "./key-password.ts";
import { readTextFile } from "./read-text-file.ts";
import type { KeylessArguments } from "./sigstore-options.ts";

/** What says who signs. */
export interface SignerArguments extends KeylessArguments {
  key: string | undefined;
}

const keyless = [
  ["identityToken", "--identity-token"],
  ["fulcioUrl", "--fulcio-url"],
  ["rekorUrl", "--rekor-url"],
  ["timestampServerUrl", "--timestamp-server-url"],
  ["signingConfig", "--signing-config"],
  ["trustedRoot", "--trusted-root"],
] as const satisfies [keyof KeylessArguments, string][];

/**
 * Whoever signs, by the options: a key, or an identity.
 *
 * @throws MeshWasmError MW0106 for both, MW0808 and MW0809 for a key that cannot be used, and as {@link keylessSignerFor}
 */
export async function signerFor(ctx: CommandContext, args: SignerArguments): Promise<Signer> {
  const { key: file } = args;
  if (file === undefined) {
    const { keylessSignerFor } = await import("./keyless-signer-for.ts");
    return keylessSignerFor(ctx, args);
  }
  const [, option] = keyless.find(([name]) => args[name] !== undefined) ?? [];
  if (option !== undefined)
    throw new MeshWasmError("MW0106", `--key signs with a key, and ${option} is about a certificate`);
  const key = await readPrivateKey(await readTextFile(ctx, file, "the key"), file, () => keyPassword(ctx, file));
  return keySigner(key, file);
}
