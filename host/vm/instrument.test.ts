import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readModule } from "../../module/read/index.ts";
import { instrument, loopBudgetExport } from "./instrument.ts";

const names = ["authorization", "telemetry", "header-routing"];

describe.each(names)("the module of %s, bounded", (name) => {
  const original = readModule(new Uint8Array(readFileSync(`dist/filters/${name}.wasm`)));
  const instrumented = instrument(original);
  const bytes = instrumented?.bytes ?? new Uint8Array();
  const changed = readModule(bytes);

  test("is valid and has the budget and a maximum of memory", () => {
    expect(changed.problem).toBeNull();
    const exports = WebAssembly.Module.exports(new WebAssembly.Module(bytes as BufferSource));
    expect(exports).toContainEqual({ name: loopBudgetExport, kind: "global" });
    expect(changed.memory?.max).toBe(16_384);
  });

  test("has every function and loop, and offsets lead back to where they were", () => {
    const back = (offset: number) => instrumented?.originalOffset(offset);
    const check = 36; // bytes that a loop begins with
    const was = new Map(original.functions.map((entry) => [entry.index, entry]));
    expect(changed.functions).toHaveLength(original.functions.length);
    for (const { index, offset, loops } of changed.functions) {
      expect(back(offset)).toBe(was.get(index)?.offset);
      expect(loops.map((at) => back(at + check))).toEqual(was.get(index)?.loops);
    }
    expect(original.functions.some(({ loops }) => loops.length > 0)).toBe(true);
  });
});
