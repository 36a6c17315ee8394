import { MeshWasmError } from "../../core/index.ts";
import { type Expected, exactly, like } from "../../registry/sigstore/identity-policy.ts";
import { trustIdentity } from "../../registry/sigstore/trust-identity.ts";
import type { Trust } from "../../registry/trust/trust.ts";
import type { CommandContext } from "../framework/context.ts";
import type { IdentityArguments } from "./sigstore-options.ts";
import { trustedRootFor } from "./trusted-root-for.ts";

/**
 * Trusts the identity of the options.
 *
 * @throws MeshWasmError MW0103 for half of it, MW0105 for what is no regular expression, MW0106 for both forms, and
 * as {@link trustedRootFor}
 */
export async function identityTrustFor(ctx: CommandContext, args: IdentityArguments): Promise<Trust> {
  const { certificateIdentity, certificateIdentityRegexp, certificateOidcIssuer, certificateOidcIssuerRegexp } = args;
  const identity = expected(certificateIdentity, certificateIdentityRegexp, "--certificate-identity");
  const issuer = expected(certificateOidcIssuer, certificateOidcIssuerRegexp, "--certificate-oidc-issuer");
  return trustIdentity({ identity, issuer }, await trustedRootFor(ctx, args.trustedRoot));
}

function expected(text: string | undefined, expression: string | undefined, option: string): Expected {
  if (text !== undefined && expression !== undefined)
    throw new MeshWasmError("MW0106", `${option} is the whole text, ${option}-regexp a regular expression`);
  if (expression !== undefined) return like(expression, `${option}-regexp`);
  if (text !== undefined) return exactly(text);
  throw new MeshWasmError("MW0103", `${option} is missing`, {
    // Whoever may choose the issuer may choose the identity
    hint: "an identity is worth as much as whoever vouches for it: give --certificate-identity and --certificate-oidc-issuer",
  });
}
