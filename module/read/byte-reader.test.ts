import { describe, expect, test } from "vitest";
import { ByteReader, ReadError } from "./byte-reader.ts";

function read(...bytes: number[]): ByteReader {
  return new ByteReader(Uint8Array.from(bytes));
}

describe("u32", () => {
  test.each([
    [[0x00], 0],
    [[0x7f], 127],
    [[0x80, 0x01], 128],
    [[0xe5, 0x8e, 0x26], 624485],
    [[0xff, 0xff, 0xff, 0xff, 0x0f], 2 ** 32 - 1],
  ])("%j is %d", (bytes, value) => {
    expect(read(...bytes).u32()).toBe(value);
  });

  test("refuses more than 32 bits", () => {
    expect(() => read(0xff, 0xff, 0xff, 0xff, 0x1f).u32()).toThrow(ReadError);
    expect(() => read(0x80, 0x80, 0x80, 0x80, 0x80, 0x00).u32()).toThrow(ReadError);
  });

  test("says where the bytes end", () => {
    expect(() => read(0x80, 0x80).u32()).toThrow(expect.objectContaining({ offset: 2, truncated: true }));
  });
});

test("u64 goes beyond 32 bits", () => {
  expect(read(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x08).u64()).toBe(2 ** 45);
});

test.each([
  [[0x70], -16],
  [[0x40], -64],
  [[0x05], 5],
  [[0xff, 0x00], 127],
  [[0x80, 0x7f], -128],
])("s33: %j is %d", (bytes, value) => {
  expect(read(...bytes).s33()).toBe(value);
});

describe("name", () => {
  test("reads UTF-8", () => {
    expect(read(3, 0xe2, 0x82, 0xac).name()).toBe("€");
  });

  test("refuses what is not UTF-8 unless lenient", () => {
    expect(() => read(2, 0xff, 0xfe).name()).toThrow("not UTF-8");
    expect(read(2, 0xff, 0xfe).name(true)).toBe("\ufffd\ufffd");
  });

  test("refuses a length beyond the end", () => {
    expect(() => read(9, 0x61).name()).toThrow(expect.objectContaining({ truncated: true }));
  });
});

test("a slice ends where it should, and the reader goes on behind it", () => {
  const reader = read(1, 2, 3, 4);
  const slice = reader.slice(2);
  expect([slice.byte(), slice.byte(), slice.done]).toEqual([1, 2, true]);
  expect(() => slice.byte()).toThrow(ReadError);
  expect(reader.byte()).toBe(3);
});
