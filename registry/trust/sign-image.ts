import { type KeyObject, sign } from "node:crypto";
import { copyImage } from "../copy-image.ts";
import type { Digest } from "../digest.ts";
import type { ImageStore } from "../image-store.ts";
import { type Descriptor, encodeJson, type ImageManifest } from "../manifest.ts";
import { bundleType, emptyType, manifestType } from "../media-types.ts";
import { MemoryImage } from "../store/memory-image.ts";
import { encodeBundle } from "./bundle.ts";
import { signedBytes } from "./dsse.ts";
import { predicateAnnotation } from "./find-signatures.ts";
import { judgeSignatures } from "./judge-signatures.ts";
import { type PublicKey, publicKeyOf } from "./public-key.ts";
import { encodeStatement, signPredicate } from "./statement.ts";

/** An image with its signature. */
export interface SignedImage {
  readonly image: Descriptor;
  /** The digest of the signature's manifest. */
  readonly signature: Digest;
  readonly key: PublicKey;
  /** False where the key had signed the image before. */
  readonly isNew: boolean;
}

/**
 * Signs an image as cosign 3 does: a bundle with an in-toto statement, attached as a referrer. Nothing is sent to a transparency
 * log. Where the image has a valid signature of the key, there is nothing to do.
 *
 * @param reference A tag or digest of the store.
 * @param name What messages call the key.
 * @throws MeshWasmError MW0704 for an image that there is not, MW0808 for a key of another kind, and as registries do
 * @example
 * const key = await readPrivateKey(pem, "cosign.key", async () => password);
 * const { signature } = await signImage(repository, "1.0.0", key, "cosign.key");
 */
export async function signImage(
  store: ImageStore,
  reference: string,
  key: KeyObject,
  name: string,
): Promise<SignedImage> {
  const publicKey = publicKeyOf(key, name);
  const { descriptor: image } = await store.readManifest(reference);
  const { valid } = await judgeSignatures(store, image.digest, [publicKey]);
  const [before] = valid;
  if (before) return { image, signature: before.digest, key: publicKey, isNew: false };
  const signature = signatureOf(image, key, publicKey);
  await copyImage(signature, signature.digest, store, undefined);
  return { image, signature: signature.digest, key: publicKey, isNew: true };
}

function signatureOf({ mediaType, digest, size }: Descriptor, key: KeyObject, { hint }: PublicKey): MemoryImage {
  const payload = encodeStatement(digest);
  const bundle = encodeBundle({ hint, payload, signature: sign("sha256", signedBytes(payload), key) });
  const signature = new MemoryImage();
  const manifest: ImageManifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType: bundleType,
    config: signature.add(emptyType, encodeJson({})),
    layers: [signature.add(bundleType, bundle)],
    subject: { mediaType, digest, size },
    annotations: { "dev.sigstore.bundle.content": "dsse-envelope", [predicateAnnotation]: signPredicate },
  };
  signature.seal(manifestType, encodeJson(manifest));
  return signature;
}
