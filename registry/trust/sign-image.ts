import type { Digest } from "../digest.ts";
import type { ImageStore } from "../image-store.ts";
import type { Descriptor } from "../manifest.ts";
import { attachBundle } from "./attach-bundle.ts";
import { findBundles } from "./find-bundles.ts";
import { judgeSignatures, type ValidSignature } from "./judge-signatures.ts";
import type { Signer } from "./signer.ts";
import { encodeStatement, signPredicate } from "./statement.ts";
import type { SignedBy } from "./trust.ts";

/** An image with its signature. */
export interface SignedImage {
  readonly image: Descriptor;
  /** The digest of the signature's manifest. */
  readonly signature: Digest;
  readonly by: SignedBy;
  /** False where the signer had signed the image before. */
  readonly isNew: boolean;
}

/**
 * Signs an image as cosign 3 does: a bundle with an in-toto statement, attached as a referrer. Where the image has a valid
 * signature of the same key, there is nothing to do.
 *
 * @param reference A tag or digest of the store.
 * @throws MeshWasmError MW0704 for an image that there is not, as the signer does, and as registries do
 * @example
 * const { signature } = await signImage(repository, "1.0.0", keySigner(key, "cosign.key"));
 */
export async function signImage(store: ImageStore, reference: string, signer: Signer): Promise<SignedImage> {
  const { descriptor: image } = await store.readManifest(reference);
  const before = await signatureBefore(store, image, signer);
  if (before) return { image, signature: before.digest, by: before.by, isNew: false };
  const { bundle, by } = await signer.sign(encodeStatement(image.digest));
  const signature = await attachBundle(store, image, bundle, signPredicate);
  return { image, signature, by, isNew: true };
}

async function signatureBefore(
  store: ImageStore,
  image: Descriptor,
  { own }: Signer,
): Promise<ValidSignature | undefined> {
  if (!own) return undefined;
  const { valid } = await judgeSignatures(store, image.digest, own, await findBundles(store, image.digest));
  return valid[0];
}
