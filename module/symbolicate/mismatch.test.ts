import { describe, expect, test } from "vitest";
import { buildModule, code } from "../fixtures/build-module.ts";
import { mismatch } from "./mismatch.ts";
import type { TrapFrame } from "./trap-frame.ts";
import { readTrapModule } from "./trap-module.ts";

// Own functions follow the import, the marker of the ABI and the allocator.
const inner = 3;
const trapModule = readTrapModule(
  buildModule({
    imports: [{ name: "proxy_log" }],
    functions: [
      { name: "inner", body: [...code.i32(1), ...code.drop, ...code.unreachable] },
      { name: "other", body: [...code.call(0)] },
      { name: "proxy_on_tick", body: [...code.call(inner), ...code.call(0)] },
    ],
  }),
);

/** The offset of an instruction in a function's body, after the number of its locals. */
function at(name: string, instruction: number): number {
  const body = trapModule.module.functions.find((one) => one.name === name);
  return (body?.offset ?? 0) + 1 + instruction;
}

const stack: TrapFrame[] = [
  { name: "inner", offset: at("inner", 3) },
  { name: "proxy_on_tick", offset: at("proxy_on_tick", 0) },
];

function problemOf(changed: TrapFrame[], reason = "unreachable"): string | null {
  return mismatch(trapModule, changed, reason);
}

describe("a stack is of the module where", () => {
  test("all of it fits", () => {
    expect(problemOf(stack)).toBeNull();
    expect(problemOf(stack.map(({ offset }) => ({ offset: offset ?? null })))).toBeNull();
    expect(problemOf([])).toBeNull();
    expect(problemOf([{ name: "anything" }])).toBeNull();
  });

  test("the host stands between two frames", () => {
    const [first = {}] = stack;
    expect(problemOf([first, { name: "other", offset: at("other", 0) }])).toBeNull();
  });

  test("the call stack is full at the beginning of a function", () => {
    expect(problemOf([{ name: "inner", offset: at("inner", -1) }], "Maximum call stack size exceeded")).toBeNull();
  });
});

describe("it is not where", () => {
  const [first = {}, second = {}] = stack;
  test.each<[string, TrapFrame[], string?]>([
    ["0xfffff is outside of its code", [{ offset: 0xfffff }]],
    ["it has inner, not pick", [{ ...first, name: "pick" }, second]],
    ["function 9 is not at", [{ index: 9, offset: at("inner", 3) }]],
    ["there is no call at", [first, { ...second, offset: at("proxy_on_tick", 1) }]],
    ["is not other", [{ name: "other", offset: at("other", 0) }, second], "something else"],
    ["no instruction begins at", [{ ...first, offset: at("inner", 1) }]],
    ["can trap so", [{ ...first, offset: at("inner", 2) }]],
    ["can trap so", [first], "divide by zero"],
  ])("%s", (problem, frames, reason) => {
    expect(problemOf(frames, reason)).toContain(problem);
  });
});
