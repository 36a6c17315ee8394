import type { TestRegistry } from "../../../registry/fixtures/docker-registry.ts";
import { open } from "../../../registry/fixtures/open.ts";
import { type Descriptor, type Digest, digestOf, type Platform, parseReference } from "../../../registry/index.ts";

/** A layer of an image. */
export type Layer = [mediaType: string, bytes: Uint8Array];

/** Sends an image with layers that no command of ours makes. */
export async function pushLayers(registry: TestRegistry, reference: string, contents: Layer[]): Promise<void> {
  const target = open(registry, parseReference(reference).repository);
  async function send(mediaType: string, bytes: Uint8Array): Promise<Descriptor> {
    const descriptor = { mediaType, digest: digestOf(bytes), size: bytes.length };
    await target.writeBlob(descriptor, async () => bytes);
    return descriptor;
  }
  const config = await send("application/vnd.oci.image.config.v1+json", new TextEncoder().encode("{}"));
  const layers: Descriptor[] = [];
  for (const [mediaType, bytes] of contents) layers.push(await send(mediaType, bytes));
  await pushManifest(registry, reference, "application/vnd.oci.image.manifest.v1+json", { config, layers });
}

/** Sends an index of one image, which is in the same repository. */
export async function pushIndex(
  registry: TestRegistry,
  reference: string,
  image: string,
  platform: Platform,
): Promise<Digest> {
  const { descriptor } = await open(registry, parseReference(reference).repository).readManifest(image);
  const manifests = [{ ...descriptor, platform }];
  return pushManifest(registry, reference, "application/vnd.oci.image.index.v1+json", { manifests });
}

async function pushManifest(
  registry: TestRegistry,
  reference: string,
  mediaType: string,
  content: object,
): Promise<Digest> {
  const { repository, tag } = parseReference(reference);
  const bytes = new TextEncoder().encode(JSON.stringify({ schemaVersion: 2, mediaType, ...content }));
  const digest = digestOf(bytes);
  await open(registry, repository).writeManifest({ descriptor: { mediaType, digest, size: bytes.length }, bytes }, tag);
  return digest;
}
