import { digestOf } from "../digest.ts";
import { type Descriptor, encodeJson, type ImageManifest } from "../manifest.ts";
import {
  cncfConfigType,
  emptyType,
  imageConfigType,
  manifestType,
  moduleConfigType,
  moduleLayerType,
  tarGzipType,
  wasmType,
} from "../media-types.ts";
import { MemoryImage } from "../store/memory-image.ts";
import { gzip } from "./gzip.ts";
import type { ImageContent, Variant } from "./image-content.ts";
import { tar } from "./tar.ts";

/** The name under which Istio and Envoy Gateway look for the module in a layer. */
const moduleFile = "plugin.wasm";
/** What oras calls the file when it pulls a layer. */
const title = "org.opencontainers.image.title";

/**
 * Builds an image. The same content gives the same image, byte by byte, whenever and wherever it is built.
 *
 * @returns the image, in memory
 * @example
 * const image = packImage(content, "compat");
 * await copyImage(image, image.digest, repository, "1.0.0");
 */
export function packImage(content: ImageContent, variant: Variant): MemoryImage {
  return packers[variant](content);
}

const packers: Record<Variant, (content: ImageContent) => MemoryImage> = { compat, oci, cncf };

/** Like an image of a container, which `FROM scratch` and `COPY plugin.wasm` would give. */
function compat({ module, files, annotations }: ImageContent): MemoryImage {
  const image = new MemoryImage();
  const others = [...files].map(([name, bytes]) => ({ name, bytes }));
  const archive = tar([{ name: moduleFile, bytes: module }, ...others]);
  const layer = image.add(tarGzipType, gzip(archive), { [title]: "plugin.tar.gz" });
  // What fetchers and Docker ask for where nothing else is said; the module runs anywhere
  const config = {
    architecture: "amd64",
    os: "linux",
    config: {},
    rootfs: { type: "layers", diff_ids: [digestOf(archive)] },
    history: [{ created_by: `COPY ${moduleFile} /` }],
  };
  return seal(image, {
    config: image.add(imageConfigType, encodeJson(config)),
    layers: [layer],
    annotations: { "module.wasm.image/variant": "compat", ...annotations },
  });
}

/** Solo's "Wasm Artifact Image Specification": exactly two layers. */
function oci({ module, annotations, rootIds, abi }: ImageContent): MemoryImage {
  const image = new MemoryImage();
  const runtime = { type: "envoy_proxy", abi_versions: [`v${abi}`], config: { root_ids: rootIds } };
  const layers = [
    image.add(moduleConfigType, encodeJson(runtime), { [title]: "runtime-config.json" }),
    image.add(moduleLayerType, module, { [title]: moduleFile }),
  ];
  return seal(image, {
    artifactType: moduleLayerType,
    config: image.add(emptyType, encodeJson({})),
    layers,
    annotations,
  });
}

/** The OCI artifact layout of the CNCF's working group for Wasm. */
function cncf({ module, annotations }: ImageContent): MemoryImage {
  const image = new MemoryImage();
  const layer = image.add(wasmType, module, { [title]: moduleFile });
  const config = { architecture: "wasm", os: "wasip1", layerDigests: [layer.digest] };
  return seal(image, { config: image.add(cncfConfigType, encodeJson(config)), layers: [layer], annotations });
}

interface Parts {
  artifactType?: string;
  config: Descriptor;
  layers: readonly Descriptor[];
  annotations: Readonly<Record<string, string>>;
}

function seal(image: MemoryImage, { annotations, ...parts }: Parts): MemoryImage {
  // In one order, however they were collected
  const sorted = Object.fromEntries(Object.entries(annotations).sort(([a], [b]) => (a < b ? -1 : 1)));
  const manifest: ImageManifest = { schemaVersion: 2, mediaType: manifestType, ...parts, annotations: sorted };
  image.seal(manifestType, encodeJson(manifest));
  return image;
}
