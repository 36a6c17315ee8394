import { expect, test } from "vitest";
import { lengthRuns } from "./length-runs.ts";

function runsOf(...lengths: number[]): string {
  return lengthRuns(Uint8Array.from(lengths))
    .map(({ symbol, extra, extraBits }) => (extraBits > 0 ? `${symbol}+${extra}` : `${symbol}`))
    .join(" ");
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

test("equal lengths are made short", () => {
  expect(runsOf()).toBe("");
  expect(runsOf(3)).toBe("3");
  expect(runsOf(3, 3, 3)).toBe("3 3 3");
  expect(runsOf(3, 3, 3, 3)).toBe("3 16+0");
  expect(runsOf(3, 3, 3, 3, 3, 3, 3)).toBe("3 16+3");
  expect(runsOf(3, 3, 3, 3, 3, 3, 3, 3, 3)).toBe("3 16+3 3 3");
  expect(runsOf(3, 3, 3, 3, 3, 3, 3, 3, 3, 3)).toBe("3 16+3 16+0");
});

test("zeros are made shorter", () => {
  expect(runsOf(...zeros(2))).toBe("0 0");
  expect(runsOf(...zeros(3))).toBe("17+0");
  expect(runsOf(...zeros(10))).toBe("17+7");
  expect(runsOf(...zeros(11))).toBe("18+0");
  expect(runsOf(...zeros(138))).toBe("18+127");
  expect(runsOf(...zeros(140), 5)).toBe("18+127 0 0 5");
});
