import { expect, test } from "vitest";
import { chunkBody } from "./chunk-body.ts";

test("equal chunks, and the last takes what is left over", () => {
  expect(chunkBody("1234567890", { numChunks: 5 })).toEqual(["12", "34", "56", "78", "90"]);
  expect(chunkBody("1234567890", { numChunks: 3 })).toEqual(["123", "456", "7890"]);
  expect(chunkBody("12", { numChunks: 1 })).toEqual(["12"]);
});

test("chunks of a size", () => {
  expect(chunkBody("12345", { chunkSize: 2n })).toEqual(["12", "34", "5"]);
  expect(chunkBody("1234", { chunkSize: 2n })).toEqual(["12", "34"]);
  expect(chunkBody("1234", { chunkSize: 9n })).toEqual(["1234"]);
  expect(chunkBody("", { chunkSize: 2n })).toEqual([""]);
});

test("no wish is one chunk", () => {
  expect(chunkBody("1234", {})).toEqual(["1234"]);
  expect(chunkBody("", {})).toEqual([""]);
});

test.each([
  [{ numChunks: 0 }, "num_chunks must be more than 0, and is 0"],
  [{ numChunks: 5 }, "a body of 4 bytes cannot be cut into 5 chunks"],
  [{ chunkSize: -1n }, "chunk_size must be more than 0, and is -1"],
])("%o cannot be", (plan, message) => {
  expect(() => chunkBody("1234", plan)).toThrowError(new RangeError(message));
});
