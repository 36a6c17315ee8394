import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, type TestContext, test } from "vitest";
import { type Captured, capture, temporaryFolder } from "../../cli/fixtures/captured-cli.ts";
import { digestOf } from "../../registry/index.ts";
import { builtFilter } from "../support/cli.ts";

// A disk that is full while an image or a module is written to it.

/** A disk that holds one image and not two; the test is skipped where this machine gives none. */
function smallDisk({ skip }: TestContext): string {
  const folder = join(temporaryFolder(), "disk");
  mkdirSync(folder);
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=36k", "tmpfs", folder]);
  if (status !== 0) skip("only root of a machine that takes tmpfs can make a small disk");
  onTestFinished(() => void spawnSync("umount", [folder]));
  return folder;
}

function pack(folder: string, filter: string, output: string): Promise<Captured> {
  return capture(["pack", builtFilter(filter), "--output", output], { cwd: folder });
}

function pull(folder: string, reference: string, output: string): Promise<Captured> {
  return capture(["pull", "--oci-layout", reference, "--output", output], { cwd: folder });
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
}

test("a folder of images keeps the one that it has, and has no part of a file", async (context) => {
  const folder = smallDisk(context);
  expect(await pack(folder, "header-routing", "images:1")).toMatchObject({ status: 0 });
  const { status, stderr } = await pack(folder, "telemetry", "images:2");
  expect([status, stderr]).toEqual([4, expect.stringContaining("MW0108")]);
  expect(stderr).toContain("no space left on device");
  for (const name of readdirSync(join(folder, "images/blobs/sha256"))) {
    expect(digestOf(readFileSync(join(folder, "images/blobs/sha256", name)))).toBe(`sha256:${name}`);
  }
  expect((await capture(["list", "--oci-layout", "images"], { cwd: folder })).stdout).toBe("1\n");
  expect(await pull(folder, "images:1", join(temporaryFolder(), "back.wasm"))).toMatchObject({ status: 0 });
});

test("an archive of images stays as it was", async (context) => {
  const folder = smallDisk(context);
  expect(await pack(folder, "header-routing", "images.tar:1")).toMatchObject({ status: 0 });
  const before = readFileSync(join(folder, "images.tar"));
  const { status, stderr } = await pack(folder, "telemetry", "images.tar:2");
  expect([status, stderr]).toEqual([4, expect.stringContaining("MW0108")]);
  expect(filesIn(folder)).toEqual(["images.tar"]);
  expect(readFileSync(join(folder, "images.tar")).equals(before)).toBe(true);
});

test("a module that there is no room for is not there in part", async (context) => {
  const folder = smallDisk(context);
  writeFileSync(join(folder, "filling"), new Uint8Array(20_000));
  const images = join(temporaryFolder(), "images");
  expect(await pack(folder, "header-routing", `${images}:1`)).toMatchObject({ status: 0 });
  const { status, stderr } = await pull(folder, `${images}:1`, "back.wasm");
  expect([status, stderr]).toEqual([4, expect.stringContaining("MW0108")]);
  expect(stderr).toContain("no space left on device");
  expect(filesIn(folder)).toEqual(["filling"]);
});
