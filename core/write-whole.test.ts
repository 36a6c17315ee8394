import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { writeWhole } from "./write-whole.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-write-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test("a file is written, and takes the place of another one", async () => {
  const file = join(temporaryFolder(), "it");
  await writeWhole(file, "one");
  await writeWhole(file, "two", 0o600);
  expect(readFileSync(file, "utf8")).toBe("two");
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test("of a file that cannot be written nothing is left", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "it"));
  await expect(writeWhole(join(folder, "it"), "one")).rejects.toThrow();
  expect(readdirSync(folder)).toEqual(["it"]);
});
