import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { recognise } from "./recognise.ts";

const tar = new Uint8Array(512);
tar.set(new TextEncoder().encode("plugin.wasm"), 0);
tar.set(new TextEncoder().encode("ustar"), 257);

test.each([
  ["an empty file", new Uint8Array(0), "empty"],
  ["text", bytes("hello"), "no WebAssembly"],
  ["WebAssembly text", bytes("  (module\n)"), "WebAssembly text"],
  ["gzip", Uint8Array.of(0x1f, 0x8b, 8, 0), "gzip"],
  ["ZIP", bytes("PK\x03\x04"), "ZIP"],
  ["tar", tar, "tar file"],
  ["ELF", bytes("\x7fELF\x02"), "ELF"],
  ["a failed download", bytes("<!DOCTYPE html>"), "download"],
  ["a Git LFS pointer", bytes("version https://git-lfs.github.com/spec/v1"), "git lfs pull"],
])("%s", (_, content, part) => {
  expect(recognise(content)).toMatchObject({ kind: "not-wasm", message: expect.stringContaining(part) });
});

test("a component", () => {
  expect(recognise(Uint8Array.of(0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0))?.kind).toBe("component");
});

test("another version of the format", () => {
  expect(recognise(Uint8Array.of(0, 0x61, 0x73, 0x6d, 2, 0, 0, 0))?.kind).toBe("version");
});

test("a header that ends too early", () => {
  expect(recognise(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1))?.kind).toBe("truncated");
});

test("a module", () => {
  expect(recognise(buildModule())).toBeNull();
});

function bytes(content: string): Uint8Array {
  return new TextEncoder().encode(content);
}
