import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyImage } from "../copy-image.ts";
import { digestOf } from "../digest.ts";
import { content } from "../fixtures/content.ts";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { packImage } from "../layout/pack-image.ts";
import { readModule } from "../layout/read-module.ts";
import { encodeJson } from "../manifest.ts";
import { emptyType, manifestType } from "../media-types.ts";
import { LayoutArchive } from "./layout-archive.ts";
import { LayoutFolder } from "./layout-folder.ts";
import { LayoutStore } from "./layout-store.ts";
import { MemoryImage } from "./memory-image.ts";

const image = packImage(content, "compat");
const other = packImage(content, "oci");

/** Opens what is there, and has what was written reach the disk. */
interface Opened {
  store: LayoutStore;
  save(): Promise<void>;
}

async function folderAt(path: string): Promise<Opened> {
  return { store: new LayoutStore(new LayoutFolder(path)), async save() {} };
}

async function archiveAt(path: string): Promise<Opened> {
  const archive = await LayoutArchive.open(`${path}.tar`);
  return { store: new LayoutStore(archive), save: () => archive.save() };
}

describe.each([
  ["a folder", folderAt],
  ["an archive", archiveAt],
])("images in %s", (_, open) => {
  test("are found by tag and by digest when it is opened again", async () => {
    const path = join(temporaryFolder(), "images");
    const first = await open(path);
    await copyImage(image, image.digest, first.store, "1.0.0");
    await copyImage(other, other.digest, first.store, undefined);
    await first.save();
    const { store } = await open(path);
    expect(await store.tags()).toEqual(["1.0.0"]);
    for (const reference of ["1.0.0", image.digest, other.digest]) {
      expect(digestOf((await readModule(store, reference)).module)).toBe(digestOf(content.module));
    }
  });

  test("give a tag to one image at a time, and an image several tags", async () => {
    const { store } = await open(join(temporaryFolder(), "images"));
    await copyImage(image, image.digest, store, "1");
    await copyImage(image, image.digest, store, "latest");
    await copyImage(other, other.digest, store, "latest");
    expect(await store.tags()).toEqual(["1", "latest"]);
    expect((await store.readManifest("latest")).descriptor.digest).toBe(other.digest);
    expect((await store.readManifest("1")).descriptor.digest).toBe(image.digest);
  });

  test("are the same bytes when they are written the same way", async () => {
    const digests: string[] = [];
    for (let round = 0; round < 2; ++round) {
      const path = join(temporaryFolder(), "images");
      const { store, save } = await open(path);
      await copyImage(image, image.digest, store, "1");
      await save();
      digests.push(digestOf(readFileSync(open === archiveAt ? `${path}.tar` : join(path, "index.json"))));
    }
    expect(digests[0]).toBe(digests[1]);
  });

  test("come with what refers to them", async () => {
    const { store } = await open(join(temporaryFolder(), "images"));
    const { descriptor } = await image.readManifest(image.digest);
    await copyImage(image, image.digest, store, "1");
    const signature = new MemoryImage();
    const config = signature.add(emptyType, encodeJson({}));
    const manifest = {
      schemaVersion: 2,
      mediaType: manifestType,
      artifactType: "application/x",
      config,
      layers: [],
      subject: descriptor,
    };
    signature.seal(manifestType, encodeJson(manifest));
    await copyImage(signature, signature.digest, store, undefined);
    expect(await store.referrers(image.digest)).toMatchObject([
      { digest: signature.digest, artifactType: "application/x" },
    ]);
    const target = (await open(join(temporaryFolder(), "images"))).store;
    await copyImage(store, "1", target, "1", { referrers: true });
    expect(await target.referrers(image.digest)).toHaveLength(1);
  });

  test("that are not there are told with those that are", async () => {
    const { store } = await open(join(temporaryFolder(), "images"));
    await expect(store.readManifest("1")).rejects.toMatchObject({ code: "MW0704", details: ["it has no tags"] });
    await copyImage(image, image.digest, store, "2");
    await expect(store.readManifest("1")).rejects.toMatchObject({ code: "MW0704", details: ["there are: 2"] });
  });
});

test("tar unpacks an archive of images to what a folder has", async () => {
  const folder = temporaryFolder();
  const { store, save } = await archiveAt(join(folder, "it"));
  await copyImage(image, image.digest, store, "1");
  await save();
  mkdirSync(join(folder, "unpacked"));
  expect(spawnSync("tar", ["-xf", join(folder, "it.tar"), "-C", join(folder, "unpacked")]).status).toBe(0);
  const unpacked = (await folderAt(join(folder, "unpacked"))).store;
  expect(digestOf((await readModule(unpacked, "1")).module)).toBe(digestOf(content.module));
});

test("a blob with another byte is found out", async () => {
  const folder = temporaryFolder();
  const { store } = await folderAt(folder);
  await copyImage(image, image.digest, store, "1");
  const blobs = join(folder, "blobs/sha256");
  // The configuration of an image is for Docker alone
  const config = JSON.parse(readFileSync(join(blobs, image.digest.slice(7)), "utf8")).config.digest.slice(7);
  for (const name of readdirSync(blobs)) {
    const bytes = readFileSync(join(blobs, name));
    writeFileSync(join(blobs, name), bytes.with(bytes.length - 1, (bytes.at(-1) as number) ^ 1));
    const read = readModule(store, "1");
    if (name === config) await expect(read).resolves.toBeDefined();
    else await expect(read).rejects.toMatchObject({ code: "MW0710" });
    writeFileSync(join(blobs, name), bytes);
  }
});

test("a folder that cannot be written is an error, and leaves nothing half", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "images"), "a file");
  const { store } = await folderAt(join(folder, "images"));
  await expect(copyImage(image, image.digest, store, "1")).rejects.toMatchObject({ code: "MW0108" });
  expect(readFileSync(join(folder, "images"), "utf8")).toBe("a file");
});

test("a folder of something else is not written into", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "package.json"), "{}");
  const { store } = await folderAt(folder);
  await expect(copyImage(image, image.digest, store, "1")).rejects.toMatchObject({ code: "MW0716" });
  expect(readdirSync(folder)).toEqual(["package.json"]);
});

test("an archive lists for Docker what is like an image of a container, and each once", async () => {
  const archive = await LayoutArchive.open(join(temporaryFolder(), "images.tar"));
  const store = new LayoutStore(archive);
  await copyImage(other, other.digest, store, "other");
  await archive.save();
  expect(await archive.has("manifest.json")).toBe(false);
  await copyImage(image, image.digest, store, "1");
  await copyImage(image, image.digest, store, "latest");
  await archive.save();
  const [entry, ...others] = JSON.parse(new TextDecoder().decode(await archive.read("manifest.json")));
  expect(others).toEqual([]);
  const { config, layers } = JSON.parse(new TextDecoder().decode((await image.readManifest(image.digest)).bytes));
  const file = ({ digest }: { digest: string }) => `blobs/${digest.replace(":", "/")}`;
  expect(entry).toEqual({ Config: file(config), RepoTags: null, Layers: layers.map(file) });
});
