import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../cli/fixtures/captured-cli.ts";
import { runGo } from "../../support/go-tools.ts";
import { runProcess } from "../../support/run-process.ts";
import { meshWasm, module, moduleFile, withRegistries } from "./interop-registries.ts";

// What oras and crane push is read by us.

/** A folder with the module, as it is and in an archive as a build of a container has it. */
async function folderWithModule(): Promise<string> {
  const folder = temporaryFolder();
  copyFileSync(moduleFile, join(folder, "plugin.wasm"));
  await runProcess("tar", ["czf", "layer.tar.gz", "./plugin.wasm"], { cwd: folder });
  return folder;
}

async function expectModule(folder: string, reference: string, variant: string): Promise<void> {
  expect(await meshWasm(folder, "pull", reference, "--output", "back.wasm")).toMatchObject({ variant });
  expect(readFileSync(join(folder, "back.wasm")).equals(module)).toBe(true);
}

withRegistries("what they push", (host) => {
  test("oras: one layer that is the module", async () => {
    const folder = await folderWithModule();
    const reference = `${host()}/theirs/oras:1`;
    await runGo(folder, "oras", "push", "--plain-http", reference, "plugin.wasm:application/wasm");
    await expectModule(folder, reference, "plain");
  });

  test("oras: the layout of the CNCF", async () => {
    const folder = await folderWithModule();
    const reference = `${host()}/theirs/cncf:1`;
    writeFileSync(join(folder, "config.json"), '{ "architecture": "wasm", "os": "wasip1" }');
    const config = "config.json:application/vnd.wasm.config.v0+json";
    await runGo(folder, "oras", "push", "--plain-http", "--config", config, reference, "plugin.wasm:application/wasm");
    await expectModule(folder, reference, "cncf");
  });

  test("crane: an image of OCI", async () => {
    const folder = await folderWithModule();
    const reference = `${host()}/theirs/crane-oci:1`;
    await runGo(folder, "crane", "append", "--oci-empty-base", "-f", "layer.tar.gz", "-t", reference);
    await expectModule(folder, reference, "compat");
  });

  test("crane: an image of Docker's older format", async () => {
    const folder = await folderWithModule();
    const reference = `${host()}/theirs/crane-docker:1`;
    await runGo(folder, "crane", "append", "-f", "layer.tar.gz", "-t", reference);
    await expectModule(folder, reference, "docker");
    const copied = await meshWasm(folder, "copy", reference, `${host()}/theirs/docker-copy:2`);
    const { stdout } = await runGo(folder, "crane", "digest", `${host()}/theirs/docker-copy:2`);
    expect(stdout.trim()).toBe(copied["digest"]);
  });

  test("the tags of a repository that has many, page by page, and with commas", async () => {
    const folder = await folderWithModule();
    const tags = Array.from({ length: 150 }, (_, index) => `1.${index}`);
    const reference = `${host()}/theirs/many`;
    await runGo(
      folder,
      "oras",
      "push",
      "--plain-http",
      `${reference}:${tags.join(",")}`,
      "plugin.wasm:application/wasm",
    );
    expect(await meshWasm(folder, "list", reference)).toMatchObject({ tags });
  });
});
