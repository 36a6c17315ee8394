import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCoverage } from "../../module/index.ts";
import { checkout } from "../support/cli.ts";
import { runProcess, startProcess } from "../support/run-process.ts";
import { makeTestProject, type TestProject } from "../support/test-project.ts";

const page = await readFile(join(checkout, "docs/coverage.md"), "utf8");
const readme = await readFile(join(checkout, "README.md"), "utf8");
let project: TestProject;

beforeAll(async () => {
  project = await makeTestProject("coverage-page");
  const [, canary = ""] = /^```ts\n(import [^`]*registerPlugin<Canary>[^`]*)^```$/m.exec(readme) ?? [];
  await project.add("assembly/index.ts", canary.replaceAll(/^class /gm, "export class "));
  for (const [, path = "", text = ""] of page.matchAll(/^```js file=(\S+)\n([\s\S]*?)^```$/gm))
    await project.add(path, text);
});

afterAll(() => project.remove());

test("the script of the page makes reports, and fails below a threshold", async () => {
  const { code, stdout, stderr } = await startProcess("node", ["coverage.mjs"], { cwd: project.folder }).finished;
  expect(code).toBe(1);
  expect(stderr).toContain("too little is covered: branches 50 % of 90 %");
  expect(stdout).toMatch(/ index\.ts \| +71\.42 \| +50 \| +100 \| +71\.42 \| 26-27/);
  expect(stdout).toContain("SF:assembly/index.ts");
  await access(join(project.folder, "coverage/lcov-report/index.html"));
  await access(join(project.folder, "coverage/coverage-summary.json"));
});

test("unit tests and tests of the filter add up, over the processes of vitest", async () => {
  const setup = join(checkout, "dist/testing/coverage/setup.js");
  await project.add(
    "vitest.config.ts",
    `import { unitTestsPlugin } from "mesh-wasm/testing/unit";
import { defineConfig } from "vitest/config";
export default defineConfig({
  plugins: [unitTestsPlugin({ coverage: true })],
  test: { setupFiles: [${JSON.stringify(setup)}], pool: "forks", testTimeout: 0 },
});
`,
  );
  await project.add(
    "assembly/index.spec.ts",
    `import { Canary, CanaryStream } from "./index";
test("a canary", () => {
  const stream = new CanaryStream(new Canary());
  stream.request.headers.set("x-canary", "1");
  stream.onRequestHeaders(true);
});
`,
  );
  await project.add(
    "test/filter.test.ts",
    `import { loadFilter } from "mesh-wasm/testing";
import { compile } from "mesh-wasm/module";
import { test } from "vitest";
test("no canary", async () => {
  const entry = process.cwd() + "/assembly/index.ts";
  const { wasm } = await compile({ entry, projectDir: process.cwd(), name: "canary", mode: "debug", coverage: true });
  await using filter = await loadFilter(wasm, { rootId: "canary" });
  await filter.request();
  await filter.request();
});
`,
  );
  const folder = join(project.folder, ".mesh-wasm/coverage");
  const env = { ...process.env, MESH_WASM_COVERAGE: folder };
  await runProcess("node", ["node_modules/vitest/vitest.mjs", "run"], { cwd: project.folder, env });
  const coverage = readCoverage(folder).fileCoverageFor(join(project.folder, "assembly/index.ts"));
  expect(coverage.toSummary()).toMatchObject({ statements: { pct: 100 }, branches: { pct: 100 } });
  // The condition, in both tests; what is in it, in one of them
  const lines = coverage.getLineCoverage();
  const source = (await readFile(join(project.folder, "assembly/index.ts"), "utf8")).split("\n");
  const at = (text: string) => lines[source.findIndex((line) => line.includes(text)) + 1];
  expect([at("if (this.request"), at('set("x-mesh-subset"')]).toEqual([3, 1]);
});
