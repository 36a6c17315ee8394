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
  packages: [
    { name: "mesh-wasm", version: "0.1.0", license: "Apache-2.0" },
    { name: "inner", version: "1.0.0" },
  ],
};

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

test("reads what the build wrote", () => {
  expect(readMetadata(encode(metadata))).toEqual(metadata);
});

test("a module of before it said what is in it has no packages", () => {
  expect(readMetadata(encode({ ...metadata, packages: undefined }))).toEqual({ ...metadata, packages: [] });
});

test.each([
  ["packages of a wrong type", { ...metadata, packages: {} }],
  ["a package without a version", { ...metadata, packages: [{ name: "inner" }] }],
  ["a licence of a wrong type", { ...metadata, packages: [{ name: "inner", version: "1.0.0", license: {} }] }],
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
