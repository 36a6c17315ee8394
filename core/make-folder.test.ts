import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mesh-wasm-folder-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

test("makes all that is missing, also twice and at once", async () => {
  const deep = join(folder, "a/b/c");
  await Promise.all([makeFolder(deep), makeFolder(deep)]);
  await makeFolder(deep);
  expect((await stat(deep)).isDirectory()).toBe(true);
});

test("a file in the way is an error", async () => {
  await writeFile(join(folder, "file"), "");
  await expect(makeFolder(join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
  await expect(makeFolder(join(folder, "file/below"))).rejects.toMatchObject({ code: "ENOTDIR" });
});

test.skipIf(process.platform !== "linux")(
  "a file system that takes no folders is an error, not an endless loop",
  async () => {
    await expect(makeFolder("/proc/mesh-wasm/below")).rejects.toMatchObject({ code: "ENOENT" });
  },
);
