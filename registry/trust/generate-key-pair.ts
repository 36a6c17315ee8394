import { generateKeyPair as generate } from "node:crypto";
import { promisify } from "node:util";
import { sealKeyBox } from "./key-box.ts";
import { encodePem } from "./pem.ts";
import { publicKeyOf } from "./public-key.ts";

/** Two keys that belong together, in PEM. */
export interface KeyPair {
  /** Encrypted. */
  readonly privateKey: string;
  readonly publicKey: string;
  /** SHA-256 of the public one in DER. */
  readonly id: string;
}

/**
 * Makes a pair of keys that cosign reads, too: ECDSA P-256.
 *
 * @param password Encrypts the private key; an empty one protects nothing.
 * @example
 * const { privateKey, publicKey } = await generateKeyPair("correct horse");
 */
export async function generateKeyPair(password: string): Promise<KeyPair> {
  const { privateKey, publicKey } = await promisify(generate)("ec", { namedCurve: "P-256" });
  const box = await sealKeyBox(privateKey.export({ format: "der", type: "pkcs8" }), password);
  return {
    privateKey: encodePem({ label: "ENCRYPTED SIGSTORE PRIVATE KEY", bytes: box }),
    publicKey: encodePem({ label: "PUBLIC KEY", bytes: publicKey.export({ format: "der", type: "spki" }) }),
    id: publicKeyOf(publicKey, "the public key").id,
  };
}
