import { describe, expect, test } from "vitest";
import { ByteReader } from "./byte-reader.ts";
import { type CodeFacts, readExpression } from "./read-expression.ts";

function read(...bytes: number[]): { facts: CodeFacts; whole: boolean; left: number } {
  const facts: CodeFacts = {
    calls: new Set(),
    failingCalls: new Set(),
    indirect: new Set<number>(),
    references: new Set(),
    loops: [],
    features: new Set(),
  };
  const reader = new ByteReader(Uint8Array.from(bytes));
  const whole = readExpression(reader, facts);
  return { facts, whole, left: reader.end - reader.offset };
}

const [call, drop, unreachable, end, block, brIf] = [0x10, 0x1a, 0x00, 0x0b, 0x02, 0x0d];

describe("calls", () => {
  test("direct and by reference", () => {
    const { facts } = read(call, 7, drop, 0xd2, 3, drop, 0x11, 0, 0, end);
    expect(facts).toMatchObject({ calls: new Set([7]), references: new Set([3]), indirect: new Set([0]) });
  });

  test("a call that only a trap follows fails", () => {
    const { facts } = read(call, 7, drop, unreachable, end);
    expect(facts).toMatchObject({ calls: new Set(), failingCalls: new Set([7]) });
  });

  test("a branch between call and trap makes it an ordinary call", () => {
    const { facts } = read(block, 0x40, call, 7, brIf, 0, unreachable, end, end);
    expect(facts).toMatchObject({ calls: new Set([7]), failingCalls: new Set() });
  });

  test("the end of a block makes it an ordinary call", () => {
    const { facts } = read(block, 0x40, call, 7, end, unreachable, end);
    expect(facts).toMatchObject({ calls: new Set([7]), failingCalls: new Set() });
  });
});

test("ends at the end of the outermost block", () => {
  expect(read(block, 0x40, end, end, 0x99)).toMatchObject({ whole: true, left: 1 });
});

test("refuses an instruction that does not exist", () => {
  expect(() => read(0x27)).toThrow("unknown instruction 0x27");
  expect(() => read(0xfc, 0xff, 0x01)).toThrow("unknown instruction 0xfc 0xff");
});

test("stops at an instruction that no engine of Envoy has", () => {
  const { facts, whole } = read(0xe0, 0, end);
  expect(whole).toBe(false);
  expect(facts.features).toEqual(new Set(["stack-switching"]));
});

test("refuses an expression without an end", () => {
  expect(() => read(0x01, 0x01)).toThrow("unexpected end");
});
