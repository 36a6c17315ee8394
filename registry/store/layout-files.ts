import type { Digest } from "../digest.ts";
import { type ImageIndex, parseManifest } from "../manifest.ts";
import { indexType } from "../media-types.ts";

/** The file that lists the images. */
export const indexFile = "index.json";

/** The files of OCI's image layout, wherever they are. Names have `/` between folders. */
export interface LayoutFiles {
  /** As a user knows it. */
  readonly name: string;
  /** Undefined where there is no such file. */
  read(name: string): Promise<Uint8Array | undefined>;
  has(name: string): Promise<boolean>;
  /** Written whole or not at all. */
  write(name: string, bytes: Uint8Array): Promise<void>;
}

/** The file in which a blob or manifest is. */
export function pathOf(digest: Digest): string {
  return `blobs/sha256/${digest.slice("sha256:".length)}`;
}

/** The list of images; what has none yet is empty. `name` is what messages call the place. */
export function parseIndex(bytes: Uint8Array | undefined, name: string): ImageIndex {
  if (!bytes) return { schemaVersion: 2, mediaType: indexType, manifests: [] };
  return parseManifest(bytes, indexType, `${name}/${indexFile}`) as ImageIndex;
}
