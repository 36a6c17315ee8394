import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyImage } from "../copy-image.ts";
import { type Digest, digestOf } from "../digest.ts";
import type { MemoryRegistry } from "../fixtures/memory-registry.ts";
import {
  ana,
  flipped,
  image,
  replaceBlob,
  replaceManifest,
  signedImage,
  unsignedImage,
} from "../fixtures/signed-image.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { encodeJson, type ImageManifest } from "../manifest.ts";
import { indexType } from "../media-types.ts";
import { LayoutFolder } from "../store/layout-folder.ts";
import { LayoutStore } from "../store/layout-store.ts";
import { keySigner } from "./key-signer.ts";
import { signImage } from "./sign-image.ts";
import { trustKeys } from "./trust-keys.ts";
import { verifyImage } from "./verify-image.ts";

const keys = trustKeys([ana.public]);

// A byte of an image or its signature is changed behind the back of whoever signed it.

function manifestIn(registry: MemoryRegistry, digest: string): { bytes: Uint8Array; json: ImageManifest } {
  const bytes = registry.manifests.get(`acme/canary ${digest}`)?.bytes ?? new Uint8Array();
  return { bytes, json: JSON.parse(Buffer.from(bytes).toString()) };
}

/** What a registry, or whoever writes to it, changes of an image that is signed. */
const changes: [string, (registry: MemoryRegistry, signature: Digest) => void, string, RegExp][] = [
  [
    "the module",
    (registry) => replaceBlob(registry, manifestIn(registry, "1").json.layers[0]?.digest ?? "", flipped),
    "MW0807",
    /^layer 1 of \S+ is not what was signed$/,
  ],
  [
    "the length of the module",
    (registry) =>
      replaceBlob(registry, manifestIn(registry, "1").json.layers[0]?.digest ?? "", (bytes) =>
        Buffer.concat([bytes, Buffer.alloc(1)]),
      ),
    "MW0807",
    /^layer 1 of \S+ is not what was signed$/,
  ],
  [
    "the configuration",
    (registry) => replaceBlob(registry, manifestIn(registry, "1").json.config.digest, flipped),
    "MW0807",
    /^the configuration of \S+ is not what was signed$/,
  ],
  [
    "that the module is there",
    (registry) => registry.blobs.delete(manifestIn(registry, "1").json.layers[0]?.digest ?? ""),
    "MW0807",
    /^layer 1 of \S+ is not what was signed$/,
  ],
  [
    "the manifest",
    (registry) => replaceManifest(registry, image.digest, flipped(manifestIn(registry, image.digest).bytes)),
    "MW0807",
    /^the manifest of \S+@sha256:\w+ is not what it should be$/,
  ],
  [
    "the manifest of the signature",
    (registry, signature) => replaceManifest(registry, signature, flipped(manifestIn(registry, signature).bytes)),
    "MW0805",
    /^the manifest of signature sha256:\w+ is damaged$/,
  ],
  [
    "the bundle",
    (registry, signature) =>
      replaceBlob(registry, manifestIn(registry, signature).json.layers[0]?.digest ?? "", flipped),
    "MW0805",
    /^the bundle of signature sha256:\w+ is damaged$/,
  ],
  [
    "that the bundle is there",
    (registry, signature) => registry.blobs.delete(manifestIn(registry, signature).json.layers[0]?.digest ?? ""),
    "MW0805",
    /^the bundle of signature sha256:\w+ is damaged$/,
  ],
  [
    "the list of signatures",
    (registry) => {
      const name = `acme/canary ${image.digest.replace(":", "-")}`;
      registry.manifests.set(name, { mediaType: indexType, bytes: Buffer.from("{") });
    },
    "MW0805",
    /^what refers to \S+ cannot be read$/,
  ],
];

test.each(changes)("a change of %s is found", async (_, change, code, message) => {
  const { registry, repository, signature } = await signedImage();
  change(registry, signature);
  const verifying = verifyImage(repository, image.digest, keys);
  await expect(verifying).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

describe("several images under one signature", () => {
  async function signedIndex() {
    const { registry, repository } = await unsignedImage();
    const { descriptor } = await image.readManifest(image.digest);
    const bytes = encodeJson({ schemaVersion: 2, mediaType: indexType, manifests: [descriptor] });
    await repository.writeManifest(
      { descriptor: { mediaType: indexType, digest: digestOf(bytes), size: bytes.length }, bytes },
      "all",
    );
    await signImage(repository, "all", keySigner(ana.private, "ana.key"));
    return { registry, repository };
  }

  test("are looked at with all their parts", async () => {
    const { repository } = await signedIndex();
    expect(await verifyImage(repository, "all", keys)).toMatchObject({ parts: 2 });
  });

  test("are refused where one of their manifests was changed", async () => {
    const { registry, repository } = await signedIndex();
    replaceManifest(registry, image.digest, flipped(manifestIn(registry, image.digest).bytes));
    await expect(verifyImage(repository, "all", keys)).rejects.toMatchObject({
      code: "MW0807",
      message: expect.stringContaining(`the manifest ${image.digest} in`),
    });
  });
});

test("no bit of an image in a folder can be changed", async () => {
  const folder = join(temporaryFolder(), "images");
  const layout = new LayoutStore(new LayoutFolder(folder));
  await copyImage(image, image.digest, layout, "1");
  await signImage(layout, "1", keySigner(ana.private, "ana.key"));
  const blobs = readdirSync(join(folder, "blobs/sha256"));
  // Manifest, configuration and layer of the image; manifest and bundle of the signature. Its configuration says nothing
  const counted = blobs.filter((name) => `sha256:${name}` !== digestOf(Buffer.from("{}")));
  expect(counted).toHaveLength(5);
  for (const name of counted) {
    const path = join(folder, "blobs/sha256", name);
    const bytes = readFileSync(path);
    writeFileSync(path, flipped(bytes));
    await expect(verifyImage(layout, "1", keys), name).rejects.toMatchObject({
      code: expect.stringMatching(/^MW080[57]$/),
    });
    writeFileSync(path, bytes);
  }
  expect((await verifyImage(layout, "1", keys)).signatures).toHaveLength(1);
});
