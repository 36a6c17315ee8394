import { expect, test } from "vitest";
import { compare } from "./compare.ts";

const microseconds = new Map([
  ["nothing", [30, 60, 30, 31]],
  ["raw", [40, 80, 41, 41]],
  ["sdk", [45, 90, 45, 46]],
]);

test("a case is compared with the others of the same round", () => {
  const sdk = compare(microseconds, "sdk");
  expect(sdk.cpu_us_per_request).toBe(45.5);
  expect(sdk.over_nothing_us).toBe(15);
  expect(sdk.over_nothing_q3_us).toBe(18.75);
  expect(sdk.to_raw).toBe(15 / 10.5);
  expect(sdk.to_raw_low).toBeLessThanOrEqual(15 / 10.5);
  expect(sdk.to_raw_high).toBeGreaterThanOrEqual(15 / 10.5);
});

test("without a case by hand there is no ratio to it", () => {
  expect(compare(microseconds, "nothing")).toEqual({
    cpu_us_per_request: 30.5,
    over_nothing_us: 0,
    over_nothing_q1_us: 0,
    over_nothing_q3_us: 0,
  });
  const without = new Map([...microseconds].filter(([name]) => name !== "raw"));
  expect(compare(without, "sdk")).not.toHaveProperty("to_raw");
});
