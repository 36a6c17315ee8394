import { MeshWasmError } from "../../core/index.ts";
import type { ImageSource, StoredManifest } from "../image-store.ts";
import { isIndex, parseManifest } from "../manifest.ts";
import { readOr } from "./content-fault.ts";

/** How many indexes may be in each other. */
const deepest = 4;

/**
 * Reads all that an image is made of, and looks whether it is what the manifest says.
 *
 * @returns how many parts that were: configurations and layers
 * @throws MeshWasmError MW0807 that names the part which is not
 */
export async function checkContent(source: ImageSource, manifest: StoredManifest, depth = 0): Promise<number> {
  const name = `${source.name}@${manifest.descriptor.digest}`;
  if (depth > deepest) throw new MeshWasmError("MW0711", `${source.name} has indexes in indexes without an end`);
  const parsed = parseManifest(manifest.bytes, manifest.descriptor.mediaType, name);
  if (isIndex(parsed)) {
    let parts = 0;
    for (const { digest } of parsed.manifests) {
      const what = `the manifest ${digest} in ${name} is not what was signed`;
      const inner = await readOr("MW0807", what, () => source.readManifest(digest));
      parts += await checkContent(source, inner, depth + 1);
    }
    return parts;
  }
  const configuration = `the configuration of ${name} is not what was signed`;
  await readOr("MW0807", configuration, () => source.readBlob(parsed.config));
  for (const [index, layer] of parsed.layers.entries()) {
    const what = `layer ${index + 1} of ${name} is not what was signed`;
    await readOr("MW0807", what, () => source.readBlob(layer));
  }
  return 1 + parsed.layers.length;
}
