import { expect, test } from "vitest";
import { drawn, interval, median, quantile, shuffled } from "./statistics.ts";

test("quantiles lie between the values", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(quantile([10, 20, 30, 40, 50], 0.25)).toBe(20);
  expect(quantile([10, 20], 0.75)).toBe(17.5);
  expect(quantile([7], 0.9)).toBe(7);
  expect(median([])).toBeNaN();
});

test("shuffling keeps every item and follows the random numbers", () => {
  const numbers = [0.9, 0.1, 0.5];
  expect(shuffled(["a", "b", "c"], () => numbers.shift() ?? 0)).toEqual(["b", "c", "a"]);
  expect(shuffled([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
});

test("the interval of a median holds it, and is narrow where the values are", () => {
  let state = 1;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const values = Array.from({ length: 400 }, () => 10 + random());
  const [low, high] = interval(values.length, (rounds) => median(drawn(values, rounds)), random);
  expect(low).toBeLessThan(median(values));
  expect(high).toBeGreaterThan(median(values));
  // The median of 400 numbers spread evenly over 1 has a standard error of 1 / (2 * sqrt(400)) = 0.025.
  expect(high - low).toBeGreaterThan(0.05);
  expect(high - low).toBeLessThan(0.2);
});
