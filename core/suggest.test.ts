import { expect, test } from "vitest";
import { nearest } from "./suggest.ts";

const commands = ["new", "build", "check", "run", "inspect", "validate", "completion"];

test("finds what differs by a letter, two swapped letters or case", () => {
  expect(nearest("biuld", commands)).toBe("build");
  expect(nearest("Chek", commands)).toBe("check");
  expect(nearest("validte", commands)).toBe("validate");
});

test("finds what begins with what was typed", () => {
  expect(nearest("compl", commands)).toBe("completion");
});

test("offers nothing for a word that is far from all", () => {
  expect(nearest("deploy", commands)).toBeUndefined();
  expect(nearest("x", commands)).toBeUndefined();
  expect(nearest("anything", [])).toBeUndefined();
});
