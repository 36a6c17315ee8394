import { type KeyObject, sign } from "node:crypto";
import { encodeBundle } from "./bundle.ts";
import { signedBytes } from "./dsse.ts";
import { publicKeyOf } from "./public-key.ts";
import type { Signer } from "./signer.ts";
import { trustKeys } from "./trust-keys.ts";

/**
 * Signs with a private key. Nothing is sent to a transparency log.
 *
 * @param name What messages call the key.
 * @throws MeshWasmError MW0808 for a key of another kind than ECDSA P-256
 * @example
 * const key = await readPrivateKey(pem, "cosign.key", async () => password);
 * await signImage(repository, "1.0.0", keySigner(key, "cosign.key"));
 */
export function keySigner(key: KeyObject, name: string): Signer {
  const publicKey = publicKeyOf(key, name);
  return {
    own: trustKeys([publicKey]),
    async sign(statement) {
      const signature = sign("sha256", signedBytes(statement), key);
      const bundle = encodeBundle({ hint: publicKey.hint, payload: statement, signature });
      return { bundle, by: { kind: "key", key: publicKey } };
    },
  };
}
