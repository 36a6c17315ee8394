import { describe, expect, test } from "vitest";
import { messageTypeOf, metadataType, nodeType } from "./known-messages.ts";
import { readMessage } from "./read-message.ts";
import { writeMessage } from "./write-message.ts";

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

test.each([
  [metadataType, { filter_metadata: { a: { n: 1.5, t: "ü", l: [true, null, {}], "": -0 } } }],
  [metadataType, { typed_filter_metadata: { a: { type_url: "x/y", value: Uint8Array.of(1, 2) } } }],
  [nodeType, { id: "n", locality: { zone: "z" }, client_features: ["a", ""], metadata: { a: { b: [1] } } }],
  [nodeType, {}],
])("%# is read as it was written", (type, message) => {
  expect(readMessage(type, writeMessage(type, message))).toEqual(message);
});

describe("on the wire", () => {
  test("defaults are left out", () => {
    expect(hex(writeMessage(nodeType, { id: "", client_features: [] }))).toBe("");
    expect(hex(writeMessage(metadataType, { filter_metadata: { a: {} } }))).toBe("0a050a01611200");
  });

  test.each(["Int32", "Int64", "UInt32", "UInt64", "Double", "Bool", "String", "Bytes"])("%sValue", (name) => {
    const type = messageTypeOf(`type.googleapis.com/google.protobuf.${name}Value`);
    const values: Record<string, unknown> = { Double: -2.5, Bool: true, String: "ü", Bytes: Uint8Array.of(255) };
    const value = values[name] ?? (name.endsWith("64") ? 2n ** 62n : 300);
    expect(type && readMessage(type, writeMessage(type, { value }))).toEqual({ value });
  });

  test("negative numbers have all bits", () => {
    const type = messageTypeOf("google.protobuf.Int32Value");
    const bytes = type && writeMessage(type, { value: -1 });
    expect(bytes && hex(bytes)).toBe("08ffffffffffffffffff01");
    expect(type && bytes && readMessage(type, bytes)).toEqual({ value: -1 });
  });

  test.each([
    ["0a016162", "cut off"],
    ["0a", "cut off"],
    ["0f", "an unknown wire type"],
    ["00", "field 0"],
    ["0affffffff0f61", "longer than all"],
    ["ffffffffffffffffffff01", "too long a number"],
    ["0a01ff", "no UTF-8"],
    ["0c", "an end without a begin"],
    ["0b0a0161", "a begin without an end"],
  ])("%s is no message: %s", (bytes) => {
    expect(readMessage(nodeType, Buffer.from(bytes, "hex"))).toBe(undefined);
  });

  test("the last value of a field counts, unknown ones and those of another type do not", () => {
    const bytes = Buffer.from("0a01610a016208059a0601ff", "hex");
    expect(readMessage(nodeType, bytes)).toEqual({ id: "b" });
  });

  test("groups are skipped", () => {
    expect(readMessage(nodeType, Buffer.from("a3060801a4060a0161", "hex"))).toEqual({ id: "a" });
  });

  test("values too deep in each other are no message", () => {
    let value: unknown = null;
    for (let depth = 0; depth < 120; ++depth) value = [value];
    expect(readMessage(metadataType, writeMessage(metadataType, { filter_metadata: { a: { value } } }))).toBe(
      undefined,
    );
  });
});
