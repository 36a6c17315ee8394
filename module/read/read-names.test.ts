import { describe, expect, test } from "vitest";
import { ByteReader } from "./byte-reader.ts";
import { readNames } from "./read-names.ts";

function names(...bytes: number[]) {
  return readNames(new ByteReader(Uint8Array.from(bytes)));
}

describe("what Envoy takes", () => {
  test("function names", () => {
    expect(names(1, 8, 2, 0, 1, 0x61, 3, 2, 0x62, 0x63)).toEqual({
      state: "ok",
      names: new Map([
        [0, "a"],
        [3, "bc"],
      ]),
    });
  });

  test("any content in other parts, such as local names", () => {
    expect(names(0, 3, 100, 65, 66).state).toBe("ok");
  });

  test("names that are not UTF-8", () => {
    expect(names(1, 5, 1, 1, 2, 0xff, 0xfe).state).toBe("ok");
  });

  test("an empty section", () => {
    expect(names()).toEqual({ state: "ok", names: new Map() });
  });
});

// Each of these was seen to be refused by Envoy, see test/module-check.
test.each([
  ["garbage", [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
  ["a part beyond the end", [1, 50, 1, 1, 1, 65]],
  ["names that do not fill their part", [1, 6, 1, 1, 1, 65, 66, 67]],
  ["fewer names than announced", [1, 4, 9, 1, 1, 65]],
])("%s is malformed", (_, bytes) => {
  expect(names(...bytes).state).toBe("malformed");
});

test("what was read before the fault is kept", () => {
  expect(names(1, 4, 9, 1, 1, 65).names).toEqual(new Map([[1, "A"]]));
});
