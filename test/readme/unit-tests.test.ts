import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkout } from "../support/cli.ts";
import { startProcess } from "../support/run-process.ts";
import { makeTestProject, type TestProject } from "../support/test-project.ts";

// The files that docs/unit-tests.md shows are a project, and its tests run.

const page = await readFile(join(checkout, "docs/unit-tests.md"), "utf8");
const readme = await readFile(join(checkout, "README.md"), "utf8");
let project: TestProject;

beforeAll(async () => {
  project = await makeTestProject("unit-tests");
  const [, canary = ""] = /^```ts\n(import [^`]*registerPlugin<Canary>[^`]*)^```$/m.exec(readme) ?? [];
  await project.add("assembly/index.ts", canary.replaceAll(/^class Canary(Stream)? /gm, "export class Canary$1 "));
  for (const [, path = "", text = ""] of page.matchAll(/^```ts file=(\S+)\n([\s\S]*?)^```$/gm))
    await project.add(path, text);
  await project.add("assembly/tsconfig.json", '{ "extends": "mesh-wasm/assembly/tsconfig.json", "include": ["."] }');
});

afterAll(() => project.remove());

interface VitestReport {
  testResults: { name: string; message: string; assertionResults: { fullName: string; status: string }[] }[];
}

/** Runs vitest in the project: names and results of its tests, and all that it says. */
async function runVitest(): Promise<{ tests: string[]; messages: string; output: string }> {
  const vitest = join(project.folder, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--reporter=json", "--outputFile=report.json", "--reporter=default", "--no-color"];
  const { stdout, stderr } = await startProcess("node", args, { cwd: project.folder }).finished;
  const report: VitestReport = JSON.parse(await readFile(join(project.folder, "report.json"), "utf8"));
  const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    tests: results.map(({ fullName, status }) => `${status} ${fullName}`).sort(),
    messages: report.testResults.map(({ message }) => message).join("\n"),
    output: stripVTControlCharacters(stdout + stderr),
  };
}

test("the tests of the page pass", async () => {
  expect((await runVitest()).tests).toEqual([
    "passed a request with the header goes to v2",
    "passed a request without stays where it is",
    "passed a ticket beyond all ranges falls to none",
    "passed a ticket falls to the version whose range it is in",
    "passed the header is that of the configuration",
  ]);
});

test("a failure is shown with its line, what was expected and what there is", async () => {
  const spec = await readFile(join(project.folder, "assembly/weights.spec.ts"), "utf8");
  await project.add(
    "assembly/weights.spec.ts",
    spec.replace('versionOf(90, weights)).toBe("v2")', 'versionOf(90, weights)).toBe("v3")'),
  );
  const { tests, output } = await runVitest();
  expect(tests.filter((line) => line.startsWith("failed"))).toEqual([
    "failed a ticket falls to the version whose range it is in",
  ]);
  expect(output).toContain('expect("v2").toBe("v3")');
  expect(output).toMatch(/Expected: "v3"\s+Received: "v2"/);
  expect(output).toContain("❯ test assembly/weights.spec.ts:13:5");
});

test("all functions and methods that the page names are declared, and no others", async () => {
  const declared = await readFile(join(checkout, "assembly/test/globals.d.ts"), "utf8");
  const names = [
    ...[...declared.matchAll(/^declare function (\w+)/gm)].map(([, name]) => name),
    ...[...declared.matchAll(/^ {2}(?:readonly )?(\w+)[<(:]/gm)].map(([, name]) => name),
  ];
  const [, table = ""] = /^## What there is\n([\s\S]*?)\n\n- /m.exec(page) ?? [];
  const told = [...table.matchAll(/`(\w+)/g)].map(([, name]) => name);
  expect(told.concat("itThrows").sort()).toEqual(names.sort());
});
