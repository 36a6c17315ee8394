import { expect, test } from "vitest";
import { digestOf } from "../digest.ts";
import { content } from "../fixtures/content.ts";
import { type ImageManifest, parseManifest } from "../manifest.ts";
import { manifestType } from "../media-types.ts";
import { type Variant, variants } from "./image-content.ts";
import { packImage } from "./pack-image.ts";
import { readModule } from "./read-module.ts";

async function manifestOf(variant: Variant): Promise<ImageManifest> {
  const image = packImage(content, variant);
  const { bytes } = await image.readManifest(image.digest);
  return parseManifest(bytes, manifestType, "it") as ImageManifest;
}

// They change where the layout does, and nowhere else: not with Node, the machine, the time or the order of annotations
test.each<[Variant, string]>([
  ["compat", "sha256:d2752809b37609f8c783f714356b2a70b84beab398fec9a922a3f150d017f1a4"],
  ["oci", "sha256:6951feda42cdc40066ed324cd7f3e2126dc6ce44ff0e1233d6e54eb20f70d4cd"],
  ["cncf", "sha256:9ca1bc47b79e42cfc882bfa2de4dcfd7f695c858d6f8d9dd657286a87fa5eb36"],
])("an image in the layout %s always has the same digest", (variant, digest) => {
  expect(packImage(content, variant).digest).toBe(digest);
  const annotations = Object.fromEntries(Object.entries(content.annotations).reverse());
  expect(packImage({ ...content, annotations }, variant).digest).toBe(digest);
});

test.each(variants)("the module comes out of an image in the layout %s as it went in", async (variant) => {
  const image = packImage(content, variant);
  const read = await readModule(image, image.digest);
  expect(digestOf(read.module)).toBe(digestOf(content.module));
  expect(read.variant).toBe(variant);
  expect(read.annotations).toMatchObject(content.annotations);
  expect([...read.files.keys()]).toEqual(variant === "compat" ? ["README.md"] : []);
});

test("compat is one compressed layer on a configuration of images", async () => {
  const { config, layers } = await manifestOf("compat");
  expect(config.mediaType).toBe("application/vnd.oci.image.config.v1+json");
  expect(layers.map(({ mediaType }) => mediaType)).toEqual(["application/vnd.oci.image.layer.v1.tar+gzip"]);
});

test("oci is exactly two layers, as Istio and Envoy Gateway want it", async () => {
  const { layers } = await manifestOf("oci");
  expect(layers.map(({ mediaType }) => mediaType)).toEqual([
    "application/vnd.module.wasm.config.v1+json",
    "application/vnd.module.wasm.content.layer.v1+wasm",
  ]);
});

test("cncf is one layer on a configuration for Wasm", async () => {
  const { config, layers } = await manifestOf("cncf");
  expect(config.mediaType).toBe("application/vnd.wasm.config.v0+json");
  expect(layers.map(({ mediaType }) => mediaType)).toEqual(["application/wasm"]);
});
