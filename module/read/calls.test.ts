import { describe, expect, test } from "vitest";
import { findCalls } from "./calls.ts";
import type { CallGraph } from "./wasm-module.ts";

/** Functions 0 and 1 are imported, 2 and later are the module's own. */
function graph(
  own: Partial<Record<"direct" | "failing", number[]> & { indirect: boolean }>[],
  referenced: number[] = [],
) {
  return {
    imported: 2,
    direct: own.map(({ direct = [] }) => direct),
    failing: own.map(({ failing = [] }) => failing),
    indirect: own.map(({ indirect = false }) => (indirect ? [0] : [])),
    referenced,
  } satisfies CallGraph;
}

describe("findCalls", () => {
  test("finds the shortest chain of direct calls", () => {
    const calls = graph([{ direct: [3, 4] }, { direct: [4] }, { direct: [1] }]);
    expect(findCalls(calls, 2, () => true)).toEqual({ reached: "direct", path: [2, 4, 1] });
  });

  test("finds none where none is", () => {
    expect(findCalls(graph([{ direct: [3] }, {}]), 2, () => true)).toBeNull();
  });

  test("asks which imports count", () => {
    const calls = graph([{ direct: [0] }]);
    expect(findCalls(calls, 2, (index) => index === 1)).toBeNull();
  });

  test("counts a call through a table as possible", () => {
    const calls = graph([{ indirect: true }, { direct: [0] }], [3]);
    expect(findCalls(calls, 2, () => true)).toEqual({ reached: "maybe", path: [2, 3, 0] });
  });

  test("knows that a table without such a function is harmless", () => {
    const calls = graph([{ indirect: true }, { direct: [0] }, {}], [4]);
    expect(findCalls(calls, 2, () => true)).toBeNull();
  });

  test("counts a call before a trap as possible", () => {
    expect(findCalls(graph([{ failing: [0] }]), 2, () => true)).toEqual({ reached: "maybe", path: [2, 0] });
  });

  test("takes an imported function to begin with", () => {
    expect(findCalls(graph([]), 0, () => true)).toEqual({ reached: "direct", path: [0] });
  });

  test("ends in recursion", () => {
    expect(findCalls(graph([{ direct: [3] }, { direct: [2] }]), 2, () => true)).toBeNull();
  });
});
