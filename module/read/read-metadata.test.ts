import { expect, test } from "vitest";
import { readMetadata } from "./read-metadata.ts";

const metadata = {
  name: "canary",
  version: "1.0.0",
  sdk: "0.1.0",
  rootIds: ["canary"],
  configuration: { canary: { type: "object" } },
  sources: "ab12",
  mode: "release",
  packages: ["@acme/inner@1.0.0", "mesh-wasm@0.1.0 Apache-2.0", "rough@2.0.0 MIT OR Apache-2.0"],
};

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

test("reads what the build wrote", () => {
  expect(readMetadata(encode(metadata))).toEqual({
    ...metadata,
    packages: [
      { name: "@acme/inner", version: "1.0.0" },
      { name: "mesh-wasm", version: "0.1.0", license: "Apache-2.0" },
      { name: "rough", version: "2.0.0", license: "MIT OR Apache-2.0" },
    ],
  });
});

test("a module of before it said what is in it has no packages", () => {
  expect(readMetadata(encode({ ...metadata, packages: undefined }))).toEqual({ ...metadata, packages: [] });
});

test("what names no package is left out", () => {
  expect(readMetadata(encode({ ...metadata, packages: ["inner", "@acme/inner@", ""] }))?.packages).toEqual([]);
});

test.each([
  ["packages of a wrong type", { ...metadata, packages: {} }],
  ["a package that is no text", { ...metadata, packages: [{ name: "inner" }] }],
  ["no object", []],
  ["null", null],
  ["a missing name", { ...metadata, name: undefined }],
  ["root ids of a wrong type", { ...metadata, rootIds: [1] }],
  ["an unknown mode", { ...metadata, mode: "fast" }],
  ["a schema that is none", { ...metadata, configuration: { canary: 1 } }],
])("gives null for %s", (_, value) => {
  expect(readMetadata(encode(value))).toBeNull();
});

test("gives null for what is not JSON or not UTF-8", () => {
  expect(readMetadata(new TextEncoder().encode("{"))).toBeNull();
  expect(readMetadata(Uint8Array.of(0x22, 0xff, 0x22))).toBeNull();
});
