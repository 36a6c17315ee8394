import { describe, expect, test } from "vitest";
import { fieldsOf, mentions, TestHeaders } from "./headers.ts";

describe("fieldsOf", () => {
  test("takes an object with several values, bytes, and what is not to be there", () => {
    const bytes = new Uint8Array([0xff, 0x41]);
    expect(fieldsOf({ "X-A": ["1", "2"], "x-b": bytes, "x-c": undefined, "x-d": "ü" })).toEqual([
      ["x-a", "1"],
      ["x-a", "2"],
      ["x-b", "\xffA"],
      ["x-d", "\xc3\xbc"],
    ]);
  });

  test("takes pairs in their order", () => {
    const pairs = [
      ["b", "1"],
      ["a", "2"],
      ["b", "3"],
    ] as const;
    expect(fieldsOf(pairs)).toEqual(pairs);
    expect(fieldsOf(new Map([["A", "1"]]))).toEqual([["a", "1"]]);
  });
});

test("mentions sees what is said not to be there, too", () => {
  expect(mentions({ "Content-Length": undefined }, "content-length")).toBe(true);
  expect(mentions([["Content-Length", "1"]], "content-length")).toBe(true);
  expect(mentions({}, "content-length")).toBe(false);
  expect(mentions(undefined, "content-length")).toBe(false);
});

describe("TestHeaders", () => {
  const headers = new TestHeaders([
    ["set-cookie", "a=1"],
    ["x-empty", ""],
    ["set-cookie", "b=2"],
    ["x-bytes", "\xff"],
  ]);

  test("has the first value, all values, and bytes", () => {
    expect(headers.get("Set-Cookie")).toBe("a=1");
    expect(headers.getAll("set-cookie")).toEqual(["a=1", "b=2"]);
    expect(headers.bytes("x-bytes")).toEqual(new Uint8Array([0xff]));
    expect(headers.get("x-bytes")).toBe("\ufffd");
    expect(headers.size).toBe(4);
  });

  test("tells empty from missing", () => {
    expect(headers.get("x-empty")).toBe("");
    expect(headers.has("x-empty")).toBe(true);
    expect(headers.get("x-none")).toBeNull();
    expect(headers.bytes("x-none")).toBeNull();
    expect(headers.getAll("x-none")).toEqual([]);
  });

  test("is a list of pairs, and an object", () => {
    expect([...headers]).toEqual(headers.entries());
    expect(headers.toObject()).toEqual({ "set-cookie": ["a=1", "b=2"], "x-empty": "", "x-bytes": "\ufffd" });
    expect(JSON.parse(JSON.stringify(headers))).toEqual(headers.toObject());
  });
});
