import { type Descriptor, encodeJson, type ImageIndex, type ImageManifest, parseManifest } from "../manifest.ts";
import { dockerManifestType, dockerTarGzipType, imageConfigType, manifestType, tarGzipType } from "../media-types.ts";
import { pathOf } from "./layout-files.ts";

/** Configurations of images of containers. */
const configTypes = new Set([imageConfigType, "application/vnd.docker.container.image.v1+json"]);
const layerTypes = new Set([tarGzipType, dockerTarGzipType, "application/vnd.oci.image.layer.v1.tar"]);

/**
 * The file `manifest.json` of an archive, by which `docker load` and crane find the images that are like those of containers. They
 * have no names there: an archive knows tags alone.
 *
 * @returns undefined where there is no such image
 */
export function dockerList(index: ImageIndex, files: ReadonlyMap<string, Uint8Array>): Uint8Array | undefined {
  const digests = new Set<string>();
  const list: object[] = [];
  for (const entry of index.manifests) {
    if (digests.has(entry.digest)) continue;
    digests.add(entry.digest);
    const image = imageOf(entry, files);
    if (!image || !configTypes.has(image.config.mediaType)) continue;
    if (!image.layers.every(({ mediaType }) => layerTypes.has(mediaType))) continue;
    list.push({
      Config: pathOf(image.config.digest),
      RepoTags: null,
      Layers: image.layers.map(({ digest }) => pathOf(digest)),
    });
  }
  return list.length > 0 ? encodeJson(list) : undefined;
}

function imageOf({ digest, mediaType }: Descriptor, files: ReadonlyMap<string, Uint8Array>): ImageManifest | undefined {
  const bytes = files.get(pathOf(digest));
  if (!bytes || (mediaType !== manifestType && mediaType !== dockerManifestType)) return undefined;
  return parseManifest(bytes, mediaType, digest) as ImageManifest;
}
