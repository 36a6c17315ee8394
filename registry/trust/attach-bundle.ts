import { attachToImage } from "../attach/attach-to-image.ts";
import type { Digest } from "../digest.ts";
import type { ImageStore } from "../image-store.ts";
import type { Descriptor } from "../manifest.ts";
import { bundleType } from "../media-types.ts";
import { predicateAnnotation } from "./find-bundles.ts";

/**
 * Attaches a bundle to an image as cosign 3 does: as a referrer that says what its statement is about.
 *
 * @param predicateType Of the statement in the bundle.
 * @returns the digest of the manifest that holds it
 */
export function attachBundle(
  store: ImageStore,
  image: Descriptor,
  bundle: Uint8Array,
  predicateType: string,
): Promise<Digest> {
  return attachToImage(store, image, {
    artifactType: bundleType,
    mediaType: bundleType,
    bytes: bundle,
    title: "",
    annotations: { "dev.sigstore.bundle.content": "dsse-envelope", [predicateAnnotation]: predicateType },
  });
}
