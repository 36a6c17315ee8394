import { expect, test } from "vitest";
import { startGuarded } from "./guarded-probe.ts";

const probe = await startGuarded("leaky");
const input = Buffer.from("abc");

test("what lies inside of an input can be read", () => {
  expect(probe.run("readAt", [input], 2).toString("latin1")).toBe("c\0\0\0");
});

test("a read behind an input traps", () => {
  expect(() => probe.run("readAt", [input], 3)).toThrow("out of bounds");
});

test("a read before an input changes the output", () => {
  expect(() => probe.run("readAt", [input], -5)).toThrow("what lies around the input");
});

test("a write before or behind an input is found, also into the input", () => {
  expect(() => probe.run("writeAt", [input], -5)).toThrow("bytes beside an input were written");
  expect(() => probe.run("writeAt", [input], 3)).toThrow("out of bounds");
  expect(() => probe.run("writeAt", [input], 1)).toThrow("an input was written");
});
