import { verify, X509Certificate } from "node:crypto";
import { MeshWasmError } from "../../core/index.ts";
import type { Bundle } from "./bundle.ts";
import { signedBytes } from "./dsse.ts";
import type { PublicKey } from "./public-key.ts";
import type { Trust } from "./trust.ts";

/**
 * Trusts some keys: a signature of any of them counts. A transparency log is not asked.
 *
 * @example
 * await verifyImage(repository, "1.0.0", trustKeys([readPublicKey(pem, "cosign.pub")]));
 */
export function trustKeys(keys: readonly PublicKey[]): Trust {
  return {
    names: keys.map(({ name }) => name).join(" or "),
    judge(bundle, name) {
      const signed = signedBytes(bundle.payload);
      const key = keys.find((each) => verify("sha256", signed, each.key, bundle.signature));
      if (!key) throw notOf(keys, bundle, name);
      return { kind: "key", key };
    },
  };
}

function notOf(keys: readonly PublicKey[], { hint, certificate }: Bundle, name: string): MeshWasmError {
  const named = keys.find((key) => key.hint === hint);
  if (named) {
    return new MeshWasmError("MW0803", `${name} does not fit what it signs`, {
      details: [`it names the key ${named.name}, and was changed after that key had made it`],
    });
  }
  if (certificate) return new MeshWasmError("MW0802", `${name} was made with a certificate${holderOf(certificate)}`);
  return new MeshWasmError("MW0802", `${name} was made by ${keyCalled(hint)}`);
}

/** Of a key that bundles only hint at. */
export function keyCalled(hint: string | undefined): string {
  return hint === undefined ? "a key without a name" : `the key with the hash ${hint}`;
}

/** As the certificate has it, which nobody has looked at. */
function holderOf(certificate: Uint8Array): string {
  try {
    const { subjectAltName } = new X509Certificate(certificate);
    return subjectAltName === undefined ? "" : ` that says ${subjectAltName}`;
  } catch {
    return "";
  }
}
