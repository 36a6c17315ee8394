import { expect, test } from "vitest";
import { bodyOf, chunksOf, joined } from "./body.ts";

test("a text, bytes, a list and an iterable are told apart", () => {
  expect(bodyOf(undefined)).toEqual({ kind: "none" });
  expect(bodyOf("")).toEqual({ kind: "none" });
  expect(bodyOf([])).toEqual({ kind: "none" });
  expect(bodyOf("ü")).toEqual({ kind: "whole", bytes: new Uint8Array([0xc3, 0xbc]) });
  expect(bodyOf(["a", new Uint8Array([0])])).toEqual({
    kind: "chunks",
    chunks: [new Uint8Array([97]), new Uint8Array([0])],
  });
  async function* stream() {
    yield "a";
  }
  expect(bodyOf(stream())).toMatchObject({ kind: "stream" });
});

test("a list may have an empty piece", () => {
  const body = bodyOf([""]);
  expect(body.kind === "stream" ? [] : chunksOf(body)).toEqual([new Uint8Array(0)]);
});

test("pieces are joined", () => {
  expect(joined([])).toEqual(new Uint8Array(0));
  expect(joined([new Uint8Array([1]), new Uint8Array(0), new Uint8Array([2, 3])])).toEqual(new Uint8Array([1, 2, 3]));
});
