import { verify } from "node:crypto";
import { MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import { type Bundle, parseBundle } from "./bundle.ts";
import { signedBytes } from "./dsse.ts";
import type { PublicKey } from "./public-key.ts";
import { checkStatement } from "./statement.ts";

/**
 * Looks whether a bundle is a signature of an image by one of some keys.
 *
 * @param name What messages call the signature.
 * @returns the key that made it
 * @throws MeshWasmError MW0802 for one of another key, MW0803 for one that was changed, MW0804 to MW0806 for what it says
 */
export function judgeBundle(bytes: Uint8Array, image: Digest, keys: readonly PublicKey[], name: string): PublicKey {
  const bundle = parseBundle(bytes, name);
  const signed = signedBytes(bundle.payload);
  const key = keys.find((each) => verify("sha256", signed, each.key, bundle.signature));
  if (!key) throw notOf(keys, bundle, name);
  // Nothing in a payload is looked at before it is known whose it is
  checkStatement(bundle.payload, image, name);
  return key;
}

function notOf(keys: readonly PublicKey[], { hint }: Bundle, name: string): MeshWasmError {
  const named = keys.find((key) => key.hint === hint);
  if (named) {
    return new MeshWasmError("MW0803", `${name} does not fit what it signs`, {
      details: [`it names the key ${named.name}, and was changed after that key had made it`],
    });
  }
  const signer = hint === undefined ? "whoever has a certificate" : `the key with the hash ${hint}`;
  return new MeshWasmError("MW0802", `${name} was made by ${signer}`);
}
