import { expect, test } from "vitest";
import { formatSize, parseSize } from "./size.ts";

test("reads sizes in bytes, thousands and powers of two", () => {
  expect(parseSize("512B")).toBe(512);
  expect(parseSize("120kB")).toBe(120_000);
  expect(parseSize("120 KB")).toBe(120_000);
  expect(parseSize("1.5MB")).toBe(1_500_000);
  expect(parseSize("96KiB")).toBe(98_304);
  expect(parseSize("1MiB")).toBe(1_048_576);
});

test("refuses what is no size", () => {
  for (const text of ["", "120", "kB", "-1kB", "1e3B", "1GB", "1kB2"]) expect(parseSize(text)).toBeUndefined();
});

test("shows three units", () => {
  expect([999, 1000, 38_797, 999_999, 1_500_000].map(formatSize)).toEqual([
    "999 B",
    "1.0 kB",
    "38.8 kB",
    "1000.0 kB",
    "1.50 MB",
  ]);
});
