import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { compile } from "../compile/compile.ts";
import { smallFilter, testProject } from "../compile/test-project.ts";
import { mutate, randomNumbers } from "../fixtures/mutate.ts";
import { readModule } from "../read/index.ts";
import { readCapabilities } from "./read-capabilities.ts";

const seeds: Uint8Array[] = [readFileSync(new URL("../read/fixtures/clang.wasm", import.meta.url))];

beforeAll(async () => {
  await using project = await testProject({ "assembly/index.ts": smallFilter });
  seeds.push((await compile(project.options())).wasm);
});

test("3000 damaged modules are followed without an error", () => {
  const random = randomNumbers(20261129);
  let broken = 0;
  for (let round = 0; round < 3000; round++) {
    const bytes = mutate(seeds[round % seeds.length] ?? new Uint8Array(), random);
    const module = readModule(bytes);
    try {
      readCapabilities(module);
    } catch (error) {
      throw new Error(`not followed: ${Buffer.from(bytes).toString("hex")}`, { cause: error });
    }
    if (module.problem) broken++;
  }
  expect(broken).toBeGreaterThan(500);
});

test("a module that lost its code may do whatever it imports", () => {
  const whole = seeds[1] ?? new Uint8Array();
  const { headersSet } = readCapabilities(readModule(whole));
  expect(headersSet).toEqual({ known: ["response x-probe"], others: false });
  const cut = readCapabilities(readModule(whole.subarray(0, 1000)));
  expect(cut.headersSet.others).toBe(true);
});
