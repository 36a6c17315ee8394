import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkModule } from "../check/index.ts";
import { buildModule, code, text } from "../fixtures/build-module.ts";
import { mutate, randomNumbers } from "../fixtures/mutate.ts";
import { readModule } from "./read-module.ts";

const seeds: readonly Uint8Array[] = [
  readFileSync(new URL("./fixtures/clang.wasm", import.meta.url)),
  buildModule({
    imports: [
      { name: "proxy_log", params: "i32 i32 i32", results: "i32" },
      { name: "table", extern: [1, 0x70, 0, 1] },
      { name: "global", extern: [3, 0x7f, 0] },
    ],
    functions: [{ body: [...code.i32(0), ...code.callIndirect(1)] }, { name: "proxy_on_tick", params: "i32" }],
    start: 0,
    table: [1],
    custom: [
      ["mesh-wasm", "{}"],
      ["sourceMappingURL", text("x.map")],
      ["producers", [1, ...text("sdk"), 1, ...text("a"), ...text("b")]],
    ],
  }),
];

test("10 000 damaged modules are read and checked without an error, and as the engine reads them", () => {
  const random = randomNumbers(20261122);
  const seen = { broken: 0, valid: 0 };
  for (let round = 0; round < 10_000; round++) {
    const bytes = mutate(seeds[round % seeds.length] ?? new Uint8Array(), random);
    try {
      const module = readModule(bytes);
      checkModule(module);
      if (module.problem) seen.broken++;
      if (!WebAssembly.validate(bytes)) continue;
      seen.valid++;
      expect(module.problem).toBeNull();
      expect(module.exports.map(({ name, kind }) => ({ name, kind }))).toEqual(
        WebAssembly.Module.exports(new WebAssembly.Module(bytes)),
      );
    } catch (error) {
      throw new Error(`not read: ${Buffer.from(bytes).toString("hex")}`, { cause: error });
    }
  }
  expect(seen.broken).toBeGreaterThan(1000);
  expect(seen.valid).toBeGreaterThan(500);
});

test("every beginning of a module is read", () => {
  for (const seed of seeds) {
    for (let length = 0; length < seed.length; length++) {
      expect(readModule(seed.subarray(0, length)).size).toBe(length);
    }
  }
});
