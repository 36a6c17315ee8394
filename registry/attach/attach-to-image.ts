import { copyImage } from "../copy-image.ts";
import type { Digest } from "../digest.ts";
import type { ImageStore } from "../image-store.ts";
import { type Descriptor, encodeJson, type ImageManifest } from "../manifest.ts";
import { emptyType, manifestType } from "../media-types.ts";
import { MemoryImage } from "../store/memory-image.ts";
import type { Attachment } from "./attachment.ts";

/**
 * Attaches something to an image, as an artifact that refers to it. The image and its digest stay as they are. What is attached
 * already is not attached again: no time goes into the manifest.
 *
 * @returns the digest of the artifact's manifest
 * @throws MeshWasmError as registries do
 * @example
 * const { descriptor } = await repository.readManifest("1.0.0");
 * await attachToImage(repository, descriptor, { artifactType: type, mediaType: type, bytes, title: "canary.cdx.json" });
 */
export async function attachToImage(
  store: ImageStore,
  { mediaType, digest, size }: Descriptor,
  attachment: Attachment,
): Promise<Digest> {
  const artifact = new MemoryImage();
  const title = attachment.title === "" ? undefined : { "org.opencontainers.image.title": attachment.title };
  const manifest: ImageManifest = {
    schemaVersion: 2,
    mediaType: manifestType,
    artifactType: attachment.artifactType,
    config: artifact.add(emptyType, encodeJson({})),
    layers: [artifact.add(attachment.mediaType, attachment.bytes, title)],
    subject: { mediaType, digest, size },
    ...(attachment.annotations && { annotations: attachment.annotations }),
  };
  artifact.seal(manifestType, encodeJson(manifest));
  await copyImage(artifact, artifact.digest, store, undefined);
  return artifact.digest;
}
