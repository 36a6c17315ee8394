import { MeshWasmError } from "../../core/index.ts";
import type { ImageSource, StoredManifest } from "../image-store.ts";
import { type Descriptor, type ImageIndex, type ImageManifest, isIndex, parseManifest } from "../manifest.ts";
import { dockerTarGzipType, moduleLayerType, tarGzipType, wasmType } from "../media-types.ts";
import { gunzip, isGzip } from "./gunzip.ts";
import type { Variant } from "./image-content.ts";
import { untar } from "./untar.ts";

/** A module out of an image. */
export interface ImageModule {
  module: Uint8Array;
  /** The manifest of the image that it was in, which is the chosen one where there are several. */
  manifest: StoredManifest;
  /** How it lies in the image: beside our own ways that of Docker's older format, and a layer without more, as oras makes it. */
  variant: Variant | "docker" | "plain";
  /** The files beside it, by name. */
  files: Map<string, Uint8Array>;
  annotations: Readonly<Record<string, string>>;
}

/** How many indexes may be in each other. */
const deepest = 4;
const mostModuleBytes = 256 << 20;
const magic = Uint8Array.of(0, 0x61, 0x73, 0x6d);

/**
 * The module of an image, in any layout that is about: those of `mesh-wasm push`, of Docker, of Solo, of the CNCF, and a plain
 * layer of oras. Of several images for several machines it takes the one that proxies take.
 *
 * @throws MeshWasmError MW0715 for an image without a module
 */
export async function readModule(source: ImageSource, reference: string): Promise<ImageModule> {
  return readAt(source, reference, 0);
}

async function readAt(source: ImageSource, reference: string, depth: number): Promise<ImageModule> {
  const manifest = await source.readManifest(reference);
  const what = `${source.name}@${manifest.descriptor.digest}`;
  const parsed = parseManifest(manifest.bytes, manifest.descriptor.mediaType, what);
  if (isIndex(parsed) && depth === deepest) throw noModule(what, ["it has images in images without an end"]);
  if (isIndex(parsed)) return readAt(source, chosenOf(parsed, what).digest, depth + 1);
  return { ...(await moduleOf(source, parsed, what)), manifest, annotations: parsed.annotations ?? {} };
}

type Found = Pick<ImageModule, "module" | "variant" | "files">;

async function moduleOf(source: ImageSource, manifest: ImageManifest, what: string): Promise<Found> {
  const { layers } = manifest;
  const raw = layers.find(({ mediaType }) => mediaType === moduleLayerType || mediaType === wasmType);
  if (raw) {
    const module = moduleIn(await readLayer(source, raw, what), what);
    if (raw.mediaType === moduleLayerType) return { module, variant: "oci", files: new Map() };
    const isCncf = manifest.config.mediaType.startsWith("application/vnd.wasm.config.");
    return { module, variant: isCncf ? "cncf" : "plain", files: new Map() };
  }
  // As the fetchers of proxies do it: what lies below the last layer is not looked at
  const last = layers.at(-1);
  if (last?.mediaType === tarGzipType || last?.mediaType === dockerTarGzipType) {
    const files = filesOf(await readLayer(source, last, what), what);
    const module = files.get("plugin.wasm");
    if (!module)
      throw noModule(what, [
        `its last layer has no file \`plugin.wasm\`: ${[...files.keys()].join(", ") || "it is empty"}`,
      ]);
    files.delete("plugin.wasm");
    const variant = last.mediaType === tarGzipType ? "compat" : "docker";
    return { module: moduleIn(module, what), variant, files };
  }
  throw noModule(
    what,
    layers.map(({ mediaType }, index) => `layer ${index + 1} is ${mediaType}`),
  );
}

async function readLayer(source: ImageSource, layer: Descriptor, what: string): Promise<Uint8Array> {
  if (layer.size > mostModuleBytes) {
    throw new MeshWasmError(
      "MW0712",
      `a layer of ${what} has ${layer.size} bytes; proxies take up to ${mostModuleBytes}`,
    );
  }
  return source.readBlob(layer);
}

/** The files of a layer by their last names, which is all that is looked at. */
function filesOf(layer: Uint8Array, what: string): Map<string, Uint8Array> {
  const name = `the last layer of ${what}`;
  const archive = isGzip(layer) ? gunzip(layer, name) : layer;
  return new Map(untar(archive, name).map((file) => [file.name.slice(file.name.lastIndexOf("/") + 1), file.bytes]));
}

function moduleIn(bytes: Uint8Array, what: string): Uint8Array {
  if (magic.every((byte, at) => bytes[at] === byte)) return bytes;
  throw noModule(what, ["what stands where the module should be does not begin with `\\0asm`"]);
}

function chosenOf({ manifests }: ImageIndex, what: string): Descriptor {
  const chosen =
    manifests.find(({ platform }) => platform?.os === "linux" && platform.architecture === "amd64") ??
    manifests.find(({ platform }) => platform === undefined);
  if (chosen) return chosen;
  const platforms = manifests.map(({ platform }) => `${platform?.os}/${platform?.architecture}`);
  throw noModule(what, [`it has images for ${platforms.join(", ") || "nothing"}, and proxies ask for linux/amd64`]);
}

function noModule(what: string, details: string[]): MeshWasmError {
  return new MeshWasmError("MW0715", `${what} has no module that a proxy could load`, { details });
}
