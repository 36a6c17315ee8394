import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../cli/fixtures/captured-cli.ts";
import { digestOf } from "../../../registry/index.ts";
import { runGo } from "../../support/go-tools.ts";
import { runProcess } from "../../support/run-process.ts";
import { meshWasm, module, moduleFile, withRegistries } from "./interop-registries.ts";

// What we push is read by oras and crane, bit for bit.

const variants = ["compat", "oci", "cncf"] as const;

withRegistries("what we push", (host) => {
  test.each(variants)("oras reads the manifest of %s as it is", async (variant) => {
    const folder = temporaryFolder();
    const reference = `${host()}/read/manifest-${variant}:1`;
    const { digest } = await meshWasm(folder, "push", reference, moduleFile, "--variant", variant);
    await runGo(folder, "oras", "manifest", "fetch", "--plain-http", reference, "--output", "manifest.json");
    expect(digestOf(readFileSync(join(folder, "manifest.json")))).toBe(digest);
  });

  test.each(["oci", "cncf"] as const)("oras pulls the module of %s", async (variant) => {
    const folder = temporaryFolder();
    const reference = `${host()}/read/oras-${variant}:1`;
    await meshWasm(folder, "push", reference, moduleFile, "--variant", variant);
    await runGo(folder, "oras", "pull", "--plain-http", reference, "--output", "pulled");
    expect(readFileSync(join(folder, "pulled/plugin.wasm")).equals(module)).toBe(true);
  });

  test("oras pulls the layer of compat, in which tar finds the module", async () => {
    const folder = temporaryFolder();
    const reference = `${host()}/read/oras-compat:1`;
    await meshWasm(folder, "push", reference, moduleFile);
    await runGo(folder, "oras", "pull", "--plain-http", reference, "--output", "pulled");
    await runProcess("tar", ["xzf", "pulled/plugin.tar.gz"], { cwd: folder });
    expect(readFileSync(join(folder, "plugin.wasm")).equals(module)).toBe(true);
  });

  // The layers of the other two are no file systems: crane has nothing to export of them
  test("crane exports the file system of compat, with the module in it", async () => {
    const folder = temporaryFolder();
    const reference = `${host()}/read/export:1`;
    await meshWasm(folder, "push", reference, moduleFile);
    await runGo(folder, "crane", "export", reference, "files.tar");
    await runProcess("tar", ["xf", "files.tar"], { cwd: folder });
    expect(readFileSync(join(folder, "plugin.wasm")).equals(module)).toBe(true);
  });

  test.each(variants)("crane pulls %s whole, and we find the module in what it writes", async (variant) => {
    const folder = temporaryFolder();
    const reference = `${host()}/read/crane-${variant}:1`;
    const { digest } = await meshWasm(folder, "push", reference, moduleFile, "--variant", variant);
    await runGo(folder, "crane", "pull", "--format=oci", reference, "pulled");
    const found = await meshWasm(folder, "pull", "--oci-layout", `pulled@${digest}`, "--output", "back.wasm");
    expect(found).toMatchObject({ digest, variant });
    expect(readFileSync(join(folder, "back.wasm")).equals(module)).toBe(true);
  });
});
