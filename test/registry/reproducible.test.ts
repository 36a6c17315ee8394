import { cp, mkdir, mkdtemp, rm, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bin, checkout } from "../support/cli.ts";
import { runProcess } from "../support/run-process.ts";

// The same source is the same image, whoever packs it, where and when.

const template = join(checkout, "filters/header-routing");

const variants = ["compat", "oci", "cncf"];

/** Packs the filter in a folder of its own, in each variant. Resolves to the digests of the images. */
async function packedBy(where: string, node: readonly string[], env: Record<string, string>): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), "mesh-wasm-reproducible-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const project = join(root, where);
  await mkdir(project, { recursive: true });
  for (const name of ["assembly", "README.md"])
    await cp(join(template, name), join(project, name), { recursive: true });
  await cp(join(checkout, "templates/header-routing/mesh-wasm.config.ts"), join(project, "mesh-wasm.config.ts"));
  await utimes(join(project, "README.md"), 1, 1);
  const [command = "node", ...args] = node;
  const digests: string[] = [];
  for (const variant of variants) {
    const pack = [bin, "pack", "--variant", variant, "--output", `${variant}.tar:1`, "--json"];
    const { stdout } = await runProcess(command, [...args, ...pack], { cwd: project, env: { ...process.env, ...env } });
    digests.push(JSON.parse(stdout).data.digest);
  }
  return digests;
}

test("images are the same in another folder, time zone, locale and Node", async () => {
  const digests = await packedBy("a", ["node"], { TZ: "UTC", LANG: "C" });
  expect(new Set(digests).size).toBe(variants.length);
  const elsewhere = { TZ: "Pacific/Kiritimati", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", SOURCE_DATE_EPOCH: "1" };
  expect(await packedBy("another folder/ä/b", ["node"], elsewhere)).toEqual(digests);
  const newer = ["npx", "--yes", "--package=node@22", "--", "node"];
  expect(await packedBy("c", newer, { TZ: "America/St_Johns" })).toEqual(digests);
});
