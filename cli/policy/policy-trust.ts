import { dirname, resolve } from "node:path";
import { type PolicySigner, readPublicKey, type Trust, trustAny, trustKeys } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { readTextFile } from "../image/read-text-file.ts";

/**
 * Whoever a policy trusts. Paths in it are relative to its file.
 *
 * @throws MeshWasmError MW0107 for a file that cannot be read, MW0808 for a key that cannot be used, and as identities do
 */
export async function policyTrust(
  ctx: CommandContext,
  signers: readonly PolicySigner[],
  policyFile: string,
): Promise<Trust> {
  const folder = dirname(resolve(ctx.cwd, policyFile));
  return trustAny(await Promise.all(signers.map((signer) => trustOf(ctx, signer, folder))));
}

async function trustOf(ctx: CommandContext, signer: PolicySigner, folder: string): Promise<Trust> {
  if ("key" in signer) {
    const text = await readTextFile(ctx, resolve(folder, signer.key), "the key");
    return trustKeys([readPublicKey(text, signer.key)]);
  }
  const { identityTrustFor } = await import("../image/identity-trust-for.ts");
  return identityTrustFor(ctx, {
    certificateIdentity: signer.identity,
    certificateIdentityRegexp: signer.identityRegexp,
    certificateOidcIssuer: signer.issuer,
    certificateOidcIssuerRegexp: signer.issuerRegexp,
    trustedRoot: signer.trustedRoot && resolve(folder, signer.trustedRoot),
  });
}
