import { expect, test } from "vitest";
import { buildModule, code } from "../fixtures/build-module.ts";
import { instructionAt, instructionsOf } from "./instructions.ts";
import { readModule } from "./read-module.ts";

const module = readModule(
  buildModule({
    imports: [{ name: "proxy_log" }],
    functions: [{ name: "one", body: [...code.i32(1), ...code.drop, ...code.call(0), ...code.unreachable] }],
  }),
);
const one = module.functions.find(({ name }) => name === "one");
if (!one) throw new Error("there is no such function");

test("instructions have their offset, code and what they call", () => {
  const start = one.offset + 1; // after the number of locals
  expect([...instructionsOf(module.bytes, one)]).toEqual([
    { offset: start, code: 0x41, callee: null },
    { offset: start + 2, code: 0x1a, callee: null },
    { offset: start + 3, code: 0x10, callee: 0 },
    { offset: start + 5, code: 0x00, callee: null },
    { offset: start + 6, code: 0x0b, callee: null },
  ]);
});

test("only where one begins is an instruction", () => {
  const start = one.offset + 1;
  expect(instructionAt(module.bytes, one, start + 3)).toEqual({ offset: start + 3, code: 0x10, callee: 0 });
  expect(instructionAt(module.bytes, one, start + 4)).toBeNull();
  expect(instructionAt(module.bytes, one, start + 100)).toBeNull();
  expect(instructionAt(module.bytes, one, one.offset)).toBeNull();
});

test("a body that cannot be read is read as far as it can", () => {
  const bytes = Uint8Array.from(module.bytes);
  bytes[one.offset + 3] = 0xff;
  expect([...instructionsOf(bytes, one)]).toEqual([{ offset: one.offset + 1, code: 0x41, callee: null }]);
});
