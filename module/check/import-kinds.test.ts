import { expect, test } from "vitest";
import { buildModule } from "../fixtures/build-module.ts";
import { readModule } from "../read/index.ts";
import { checkImportKinds } from "./import-kinds.ts";

const memory = { name: "memory", extern: [2, 0, 1] };
const table = { name: "table", extern: [1, 0x70, 0, 1] };

function check(...imports: { name: string; extern: number[] }[]) {
  const own = imports.some(({ extern }) => extern[0] === 2) ? { memories: [], exportedMemories: {} } : {};
  return checkImportKinds(readModule(buildModule({ imports, ...own })));
}

test("a plain memory or table is a warning", () => {
  expect(check(memory, table)).toMatchObject([
    { code: "MW0315", level: "warning", message: expect.stringContaining("env.memory") },
    { code: "MW0315", level: "warning", message: expect.stringContaining("env.table") },
  ]);
});

test("a shared memory is an error", () => {
  expect(check({ name: "memory", extern: [2, 3, 1, 2] })).toMatchObject([
    { code: "MW0315", level: "error", message: expect.stringContaining("shared") },
  ]);
});

test("a memory of 64-bit addresses is an error", () => {
  expect(check({ name: "memory", extern: [2, 4, 1] })).toMatchObject([
    { code: "MW0315", level: "error", message: expect.stringContaining("64-bit") },
  ]);
});

test("a second one is an error", () => {
  expect(check(memory, { ...memory, name: "more" })[1]).toMatchObject({
    code: "MW0326",
    level: "error",
    message: "env.more is imported as a second memory, which Envoy does not offer",
  });
  expect(check(table, { ...table, name: "more" })[1]).toMatchObject({ code: "MW0326" });
});

test("a global and a tag are errors", () => {
  const global = { name: "base", extern: [3, 0x7f, 0] };
  const tag = { name: "exception", extern: [4, 0, 0] };
  expect(check(global, tag)).toMatchObject([
    { code: "MW0326", message: "env.base is imported as a global, which Envoy does not offer" },
    { code: "MW0326", message: "env.exception is imported as a tag, which Envoy does not offer" },
  ]);
});

test("functions are not its business", () => {
  expect(checkImportKinds(readModule(buildModule({ imports: [{ name: "proxy_log" }] })))).toEqual([]);
});
