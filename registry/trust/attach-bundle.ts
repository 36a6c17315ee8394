import { copyImage } from "../copy-image.ts";
import type { Digest } from "../digest.ts";
import type { ImageStore } from "../image-store.ts";
import { type Descriptor, encodeJson, type ImageManifest } from "../manifest.ts";
import { bundleType, emptyType, manifestType } from "../media-types.ts";
import { MemoryImage } from "../store/memory-image.ts";
import { predicateAnnotation } from "./find-bundles.ts";

/**
 * Attaches a bundle to an image as cosign 3 does: as a referrer that says what its statement is about.
 *
 * @param predicateType Of the statement in the bundle.
 * @returns the digest of the manifest that holds it
 */
export async function attachBundle(
  store: ImageStore,
  { mediaType, digest, size }: Descriptor,
  bundle: Uint8Array,
  predicateType: string,
): Promise<Digest> {
  const attached = new MemoryImage();
  const manifest: ImageManifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType: bundleType,
    config: attached.add(emptyType, encodeJson({})),
    layers: [attached.add(bundleType, bundle)],
    subject: { mediaType, digest, size },
    annotations: { "dev.sigstore.bundle.content": "dsse-envelope", [predicateAnnotation]: predicateType },
  };
  attached.seal(manifestType, encodeJson(manifest));
  await copyImage(attached, attached.digest, store, undefined);
  return attached.digest;
}
