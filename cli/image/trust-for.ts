import { MeshWasmError } from "../../core/index.ts";
import { readPublicKey, type Trust, trustKeys } from "../../registry/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { readTextFile } from "./read-text-file.ts";
import type { IdentityArguments } from "./sigstore-options.ts";

/** What says whose signatures count. */
export interface TrustArguments extends IdentityArguments {
  key: readonly string[];
}

const identity = [
  ["certificateIdentity", "--certificate-identity"],
  ["certificateIdentityRegexp", "--certificate-identity-regexp"],
  ["certificateOidcIssuer", "--certificate-oidc-issuer"],
  ["certificateOidcIssuerRegexp", "--certificate-oidc-issuer-regexp"],
  ["trustedRoot", "--trusted-root"],
] as const satisfies [keyof IdentityArguments, string][];

/** Whether the options say who is trusted. */
export function trustIsNamed(args: TrustArguments): boolean {
  return args.key.length > 0 || identity.some(([name]) => name !== "trustedRoot" && args[name] !== undefined);
}

/**
 * Whoever is trusted, by the options: keys, or an identity.
 *
 * @throws MeshWasmError MW0103 without either, MW0106 for both, MW0808 for a key that cannot be used, and as
 * {@link identityTrustFor}
 */
export async function trustFor(ctx: CommandContext, args: TrustArguments): Promise<Trust> {
  const [, option] = identity.find(([name]) => args[name] !== undefined) ?? [];
  if (args.key.length === 0) {
    if (option === undefined) {
      throw new MeshWasmError("MW0103", "it is not said who must have signed", {
        hint: "give --key cosign.pub, or --certificate-identity and --certificate-oidc-issuer, or a policy with signers",
      });
    }
    const { identityTrustFor } = await import("./identity-trust-for.ts");
    return identityTrustFor(ctx, args);
  }
  if (option !== undefined)
    throw new MeshWasmError("MW0106", `--key trusts a key, and ${option} is about a certificate`);
  const keys = args.key.map(async (file) => readPublicKey(await readTextFile(ctx, file, "the key"), file));
  return trustKeys(await Promise.all(keys));
}
