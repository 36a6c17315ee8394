import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSuite } from "../../testing/scenario/run/run-suite.ts";
import { fieldsOf, type MessageName } from "../../testing/scenario/suite-schema.ts";
import { sampleModule } from "../acceptance/support/sample-module.ts";
import { checkout } from "../support/cli.ts";

// The suites on docs/scenarios.md pass, and its tables name all fields.

const page = await readFile(join(checkout, "docs/scenarios.md"), "utf8");
const suites = [...page.matchAll(/^```(?:textpb|yaml)\n# (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = "", text = ""]) => {
  return { name, text };
});
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "mesh-wasm-guide-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(suites)("$name", async ({ name, text }) => {
  const file = join(folder, name);
  await writeFile(file, text);
  const module = await readFile(await sampleModule("redirect"));
  const tests = openSuite({ file, module });
  expect(tests.length).toBeGreaterThan(0);
  for (const { run } of tests) expect(run().failures).toEqual([]);
});

test("there are suites in both forms", () => {
  expect(suites.map(({ name }) => name)).toEqual(["redirect.textpb", "redirect.tests.yaml"]);
});

test.each(["Test", "Input", "Expectation", "Immediate", "StringMatcher"] satisfies MessageName[])(
  "every field of %s is on the page, but those of benchmarks",
  (message) => {
    const missing = Object.keys(fieldsOf(message)).filter((name) => !new RegExp(`\\b${name}\\b`).test(page));
    expect(missing).toEqual(message === "Test" ? ["benchmark"] : []);
  },
);
