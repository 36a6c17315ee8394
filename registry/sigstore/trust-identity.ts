import { MeshWasmError } from "../../core/index.ts";
import type { Trust } from "../trust/trust.ts";
import { keyCalled } from "../trust/trust-keys.ts";
import type { IdentityPolicy } from "./identity-policy.ts";
import type { TrustedRoot } from "./trusted-root.ts";
import { whoSigned } from "./who-signed.ts";

/**
 * Trusts an identity that a certificate of the trusted root says.
 *
 * @example
 * const policy = { identity: exactly("ana@example.com"), issuer: exactly("https://accounts.google.com") };
 * await verifyImage(repository, "1.0.0", trustIdentity(policy, root));
 */
export function trustIdentity({ identity, issuer }: IdentityPolicy, root: TrustedRoot): Trust {
  return {
    names: `${identity.text} of ${issuer.text}`,
    async judge(bundle, name) {
      if (!bundle.certificate)
        throw new MeshWasmError("MW0802", `${name} was made by ${keyCalled(bundle.hint)}, and has no certificate`);
      const by = await whoSigned(bundle, root, name);
      if (identity.matches(by.identity) && issuer.matches(by.issuer)) return by;
      throw new MeshWasmError("MW0802", `${name} was made by ${by.identity} of ${by.issuer}`);
    },
  };
}
