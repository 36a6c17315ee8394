import { MeshWasmError } from "../../core/index.ts";
import type { Digest } from "../digest.ts";
import type { ImageSource } from "../image-store.ts";
import { gunzip } from "../layout/gunzip.ts";
import { type Descriptor, isIndex, parseManifest } from "../manifest.ts";
import { saysNothing, sourceMapType } from "../media-types.ts";
import type { Attachment } from "./attachment.ts";

/** The most that is read of one, in bytes. */
const largest = 64 << 20;
/** Whoever may write to a repository could have others read for ever. */
const most = 1000;

/**
 * The artifacts of some type that are attached to an image.
 *
 * @throws MeshWasmError MW0710 to MW0712 for what is damaged or too large, and as registries do
 * @example
 * for (const { bytes } of await findAttachments(repository, digest, "application/spdx+json")) …
 */
export async function findAttachments(source: ImageSource, image: Digest, artifactType: string): Promise<Attachment[]> {
  const listed = await source.referrers(image);
  const candidates = listed.filter((each) => [artifactType, ...saysNothing].includes(each.artifactType));
  if (candidates.length > most) {
    throw new MeshWasmError("MW0712", `${candidates.length} artifacts are attached to ${source.name}@${image}`, {
      details: [`no more than ${most} are looked at`],
    });
  }
  const found: Attachment[] = [];
  for (const candidate of candidates) {
    const attachment = await readAttachment(source, candidate, artifactType);
    if (attachment) found.push(attachment);
  }
  return found;
}

async function readAttachment(
  source: ImageSource,
  { digest }: Descriptor,
  artifactType: string,
): Promise<Attachment | undefined> {
  const stored = await source.readManifest(digest);
  const name = `${source.name}@${digest}`;
  const manifest = parseManifest(stored.bytes, stored.descriptor.mediaType, name);
  if (isIndex(manifest)) return undefined;
  const [layer] = manifest.layers;
  if (!layer || (manifest.artifactType ?? layer.mediaType) !== artifactType) return undefined;
  if (layer.size > largest) throw new MeshWasmError("MW0712", `what ${name} holds has ${layer.size} bytes`);
  const content = await source.readBlob(layer);
  const title = layer.annotations?.["org.opencontainers.image.title"] ?? "";
  const bytes = artifactType === sourceMapType ? gunzip(content, name) : content;
  return { artifactType, mediaType: layer.mediaType, bytes, title };
}
