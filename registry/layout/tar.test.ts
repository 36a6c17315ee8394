import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../fixtures/temporary-folder.ts";
import { tar } from "./tar.ts";
import { untar } from "./untar.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const files = [
  { name: "plugin.wasm", bytes: Uint8Array.from({ length: 1000 }, (_, at) => at) },
  { name: "README.md", bytes: encode("# Canary\n") },
  { name: "empty", bytes: new Uint8Array() },
];

test("what is written is read again, and is the same bytes each time", () => {
  const archive = tar(files);
  expect(untar(archive, "it")).toEqual(files);
  expect(tar(files)).toEqual(archive);
});

test("tar itself reads it: files of root with mode 644 and no time", () => {
  const listed = spawnSync("tar", ["-tvf", "-", "--numeric-owner", "--utc"], { input: tar(files), encoding: "utf8" });
  expect(listed.stderr).toBe("");
  expect(listed.stdout.trim().split("\n")[0]).toBe("-rw-r--r-- 0/0            1000 1970-01-01 00:00 plugin.wasm");
});

test.each(["ustar", "gnu", "pax", "v7"])(
  "an archive of tar in the format %s is read, without its folders and links",
  (format) => {
    const folder = temporaryFolder();
    const long = join("folder", "x".repeat(format === "v7" ? 20 : 90), "y".repeat(50));
    mkdirSync(join(folder, long, ".."), { recursive: true });
    writeFileSync(join(folder, long), "deep");
    spawnSync("ln", ["-s", "/etc/passwd", join(folder, "folder/link")]);
    const archive = join(folder, "it.tar");
    expect(spawnSync("tar", [`--format=${format}`, "-cf", archive, "-C", folder, "folder"]).status).toBe(0);
    const read = untar(readFileSync(archive), "it");
    expect(read.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)])).toEqual([[long, "deep"]]);
  },
);

test.each<[string, (archive: Uint8Array) => Uint8Array, string]>([
  ["a header with another byte", (archive) => archive.with(0, 113), "the header at byte 0 has a wrong checksum"],
  ["the end of a file missing", (archive) => archive.subarray(0, 1000), "it ends in the middle of a file"],
  ["the end of a header missing", (archive) => archive.subarray(0, 1800), "it ends in the middle of a header"],
  ["no archive", () => encode("x".repeat(600)), "the header at byte 0 has a wrong checksum"],
])("%s is an error", (_, change, why) => {
  expect(() => untar(change(tar(files)), "it")).toThrow(expect.objectContaining({ code: "MW0714", details: [why] }));
});

test("a size that is negative, or larger than any archive, does not hang", () => {
  for (const size of ["-0000000512\0", "77777777777\0"]) {
    const archive = tar(files);
    archive.set(encode(size), 124);
    archive.set(encode("        "), 148);
    const sum = archive.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    archive.set(encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
    expect(() => untar(archive, "it")).toThrow(expect.objectContaining({ code: "MW0714" }));
  }
});

test("a name of more than 100 bytes is refused", () => {
  expect(() => tar([{ name: "ä".repeat(51), bytes: new Uint8Array() }])).toThrow(RangeError);
});
