import { expect, test } from "vitest";
import { cpuNanoseconds } from "./worker-cpu.ts";

test("the first number of schedstat is the time on the CPU", () => {
  expect(cpuNanoseconds("26508467 1153094 41\n")).toBe(26_508_467);
  expect(cpuNanoseconds("0 0 0")).toBe(0);
});

test("what is no schedstat is refused", () => {
  expect(() => cpuNanoseconds("")).toThrow('not a schedstat file: ""');
  expect(() => cpuNanoseconds("1 2")).toThrow("not a schedstat file");
});
