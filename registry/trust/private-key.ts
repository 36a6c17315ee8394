import { createPrivateKey, type KeyObject } from "node:crypto";
import { openKeyBox } from "./key-box.ts";
import { parsePem } from "./pem.ts";
import { kindOf, publicKeyOf, unusable } from "./public-key.ts";

/** What cosign calls its encrypted keys, now and in its first version. */
const encrypted = ["ENCRYPTED SIGSTORE PRIVATE KEY", "ENCRYPTED COSIGN PRIVATE KEY"];

/**
 * Reads a private key in PEM: one of cosign that is encrypted, or PKCS#8 without encryption.
 *
 * @param name What messages call it.
 * @param askPassword Called where the key is encrypted.
 * @throws MeshWasmError MW0808 for anything else, and for another kind than ECDSA P-256; MW0809 for another password
 * @example
 * const key = await readPrivateKey(await readFile("cosign.key", "utf8"), "cosign.key", async () => password);
 */
export async function readPrivateKey(
  pem: string,
  name: string,
  askPassword: () => Promise<string>,
): Promise<KeyObject> {
  const block = parsePem(pem);
  const isEncrypted = block !== undefined && encrypted.includes(block.label);
  if (!block || (!isEncrypted && block.label !== "PRIVATE KEY")) {
    throw unusable(name, `is ${kindOf(block?.label)}, and a private key is needed`, hintFor(block?.label));
  }
  const der = isEncrypted ? await openKeyBox(block.bytes, await askPassword(), name) : block.bytes;
  const key = parseKey(der, name);
  // Says where it is of a kind that is not taken
  publicKeyOf(key, name);
  return key;
}

function parseKey(der: Uint8Array, name: string): KeyObject {
  try {
    return createPrivateKey({ key: Buffer.from(der), format: "der", type: "pkcs8" });
  } catch (error) {
    throw unusable(name, "is damaged: it holds no private key in PKCS#8", undefined, error);
  }
}

function hintFor(label: string | undefined): string | undefined {
  if (label === "PUBLIC KEY") return "the public key checks signatures; give the private one";
  if (label?.endsWith("PRIVATE KEY") || label === "EC PARAMETERS")
    return "openssl pkcs8 -topk8 -nocrypt -in OLD.pem -out NEW.pem writes it in PKCS#8";
  return undefined;
}
