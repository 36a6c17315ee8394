import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../cli/fixtures/captured-cli.ts";
import { runGo } from "../../support/go-tools.ts";
import { runProcess } from "../../support/run-process.ts";
import { meshWasm, module, moduleFile, withRegistries } from "./interop-registries.ts";

// Folders and archives in OCI's layout that one tool writes and another one reads.

const variants = ["compat", "oci", "cncf"] as const;

withRegistries("layouts", (host) => {
  test.each(variants)("oras takes %s out of a folder and an archive of ours", async (variant) => {
    const folder = temporaryFolder();
    for (const path of ["images", "images.tar"]) {
      const { digest } = await meshWasm(folder, "pack", moduleFile, "--variant", variant, "--output", `${path}:1`);
      const reference = `${host()}/layouts/oras-${variant}:1`;
      await runGo(folder, "oras", "copy", "--from-oci-layout", `${path}:1`, "--to-plain-http", reference);
      expect(await meshWasm(folder, "resolve", reference)).toMatchObject({ digest });
      const { stdout } = await runGo(folder, "oras", "repo", "tags", "--oci-layout", path);
      expect(stdout).toBe("1\n");
    }
  });

  // Of archives it knows those of `docker save` alone, and makes an image of Docker's older format of them
  test("crane pushes compat out of an archive of ours", async () => {
    const folder = temporaryFolder();
    await meshWasm(folder, "pack", moduleFile, "--variant", "oci", "--output", "images.tar:other");
    await meshWasm(folder, "pack", moduleFile, "--output", "images.tar:1");
    const reference = `${host()}/layouts/crane-archive:1`;
    await runGo(folder, "crane", "push", "images.tar", reference);
    expect(await meshWasm(folder, "pull", reference, "--output", "back.wasm")).toMatchObject({ variant: "docker" });
    expect(readFileSync(join(folder, "back.wasm")).equals(module)).toBe(true);
  });

  test.each(variants)("crane pushes %s out of a folder of ours", async (variant) => {
    const folder = temporaryFolder();
    const { digest } = await meshWasm(folder, "pack", moduleFile, "--variant", variant, "--output", "images:1");
    const reference = `${host()}/layouts/crane-${variant}:1`;
    await runGo(folder, "crane", "push", "images", reference);
    expect(await meshWasm(folder, "resolve", reference)).toMatchObject({ digest });
  });

  test.each(variants)("we read the folder that oras writes of %s, and an archive of it", async (variant) => {
    const folder = temporaryFolder();
    const reference = `${host()}/layouts/written-${variant}:1`;
    const { digest } = await meshWasm(folder, "push", reference, moduleFile, "--variant", variant);
    await runGo(folder, "oras", "copy", "--from-plain-http", reference, "--to-oci-layout", "images:2");
    await runProcess("tar", ["cf", "images.tar", "-C", "images", "."], { cwd: folder });
    for (const path of ["images", "images.tar"]) {
      expect(await meshWasm(folder, "list", "--oci-layout", path)).toEqual({ repository: path, tags: ["2"] });
      const back = await meshWasm(folder, "pull", "--oci-layout", `${path}:2`, "--output", `${path}.wasm`);
      expect(back).toMatchObject({ digest, variant });
      expect(readFileSync(join(folder, `${path}.wasm`)).equals(module)).toBe(true);
    }
  });

  test("a folder that oras, crane and we write to by turns has what each has written", async () => {
    const folder = temporaryFolder();
    copyFileSync(moduleFile, join(folder, "plugin.wasm"));
    const reference = `${host()}/layouts/turns:1`;
    await runGo(folder, "oras", "push", "--oci-layout", "images:oras", "plugin.wasm:application/wasm");
    await meshWasm(folder, "pack", moduleFile, "--output", "images:ours");
    await meshWasm(folder, "push", reference, moduleFile, "--variant", "oci");
    await runGo(folder, "crane", "pull", "--format=oci", "--annotate-ref", reference, "images");
    await runGo(folder, "oras", "tag", "--oci-layout", "images:ours", "again");
    const { tags } = await meshWasm(folder, "list", "--oci-layout", "images");
    expect(tags).toEqual(["1", "again", "oras", "ours"]);
    for (const tag of tags as string[]) {
      await meshWasm(folder, "pull", "--oci-layout", `images:${tag}`, "--output", "back.wasm", "--force");
      expect(readFileSync(join(folder, "back.wasm")).equals(module)).toBe(true);
    }
  });
});
