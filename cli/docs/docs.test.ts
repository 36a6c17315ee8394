import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogue } from "../../core/index.ts";
import { registry } from "../registry.ts";
import { cliPage } from "./cli-page.ts";
import { errorsPage, ranges } from "./errors-page.ts";

test("docs/cli.md is what the commands say", async () => {
  await expect(cliPage(registry)).toMatchFileSnapshot("../../docs/cli.md");
});

test("docs/errors.md is what the catalogue says", async () => {
  await expect(errorsPage()).toMatchFileSnapshot("../../docs/errors.md");
});

test("every error has one section in docs/errors.md, and every section an error", () => {
  const page = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");
  const documented = Array.from(page.matchAll(/^### (MW\d{4})$/gm), ([, code]) => code);
  expect(documented).toEqual(Object.keys(catalogue).sort());
});

test("every code belongs to a range, and every range has codes", () => {
  const used = new Set(Object.keys(catalogue).map((code) => code.slice(2, 4)));
  expect([...used].sort()).toEqual(ranges.map(([range]) => range));
});

test("every catalogue entry reads like the others", () => {
  for (const [code, { title, cause, fix }] of Object.entries(catalogue)) {
    expect(code).toMatch(/^MW\d{4}$/);
    expect(title, code).not.toMatch(/[.!]$/);
    expect(cause, code).toMatch(/[.!”)]$/);
    expect(fix, code).toMatch(/[.)]$/);
  }
});
