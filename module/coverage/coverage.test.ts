import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { compile } from "../compile/compile.ts";
import { type TestProject, testProject } from "../compile/test-project.ts";
import {
  checkThresholds,
  clearCoverage,
  collectCoverage,
  coverageOfProcess,
  readCoverage,
  readPointTable,
  reportCoverage,
  writeCoverage,
} from "./index.ts";

const source = `
export function size(n: i32): string {
  if (n > 100) return "large";
  return n > 10 || n == 7 ? "middle" : "small";
}

export function never(): void {
  size(1);
}
`;

let project: TestProject;
let folder: string;
let wasm: Uint8Array;
const file = "assembly/index.ts";

beforeAll(async () => {
  project = await testProject({ [file]: source });
  folder = await mkdtemp(join(tmpdir(), "mesh-wasm-coverage-"));
  ({ wasm } = await compile(project.options({ mode: "debug", coverage: true })));
});

beforeEach(() => {
  writeCoverage(join(folder, "discarded"));
});

afterAll(async () => {
  await project[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Runs `size` in a VM of its own, and collects what it counted. */
function measure(...numbers: number[]): void {
  const module = new WebAssembly.Module(wasm as BufferSource);
  const env = Object.fromEntries(WebAssembly.Module.imports(module).map(({ name }) => [name, () => 0]));
  const { exports } = new WebAssembly.Instance(module, { env, wasi_snapshot_preview1: env });
  const size = exports["size"] as (n: number) => number;
  (exports["_initialize"] as () => void)();
  for (const number of numbers) size(number);
  expect(collectCoverage(wasm, exports["memory"] as WebAssembly.Memory, project.directory)).toBe(true);
}

function measured() {
  const { s, f, b } = coverageOfProcess().fileCoverageFor(join(project.directory, file));
  return { s: Object.values(s), f: Object.values(f), b: Object.values(b) };
}

test("statements, functions and branches are counted", () => {
  measure(5, 7, 50, 500);
  expect(measured()).toEqual({
    s: [4, 1, 3, 0],
    f: [4, 0],
    b: [
      [1, 3],
      [2, 1],
      [3, 2],
    ],
  });
});

test("what several VMs have counted adds up", () => {
  measure(5);
  measure(500);
  measure(500);
  expect(measured()).toEqual({
    s: [3, 2, 1, 0],
    f: [3, 0],
    b: [
      [2, 1],
      [0, 1],
      [1, 1],
    ],
  });
});

test("a module that never ran counts as not covered", () => {
  expect(collectCoverage(wasm, null, project.directory)).toBe(true);
  expect(measured().s).toEqual([0, 0, 0, 0]);
});

test("a module without counters has no coverage", async () => {
  const plain = await compile(project.options({ mode: "debug" }));
  expect(readPointTable(plain.wasm)).toBeNull();
  expect(collectCoverage(plain.wasm, new WebAssembly.Memory({ initial: 1 }))).toBe(false);
  expect(coverageOfProcess().files()).toEqual([]);
});

test("what several processes have written is added up; reports beside it are no part of it", async () => {
  const directory = join(folder, "processes");
  measure(5);
  writeCoverage(directory);
  measure(500);
  writeCoverage(directory);
  expect(writeCoverage(directory)).toBeNull();
  await reportCoverage(readCoverage(directory), { directory, reports: ["json"] });
  expect(await readdir(directory)).toHaveLength(3);
  const coverage = readCoverage(directory).fileCoverageFor(join(project.directory, file));
  expect(Object.values(coverage.s)).toEqual([2, 1, 1, 0]);
  clearCoverage(directory);
  expect(readCoverage(directory).files()).toEqual([]);
  expect(await readdir(directory)).toEqual(["coverage-final.json"]);
});

test("files measured with other points of the same source add up, too", async () => {
  const directory = join(folder, "merged");
  measure(5);
  writeCoverage(directory);
  const other = await compile(project.options({ mode: "release", coverage: true, ascFlags: ["--use", "ASC_X=0"] }));
  collectCoverage(other.wasm, null, project.directory);
  writeCoverage(directory);
  expect(readCoverage(directory).getCoverageSummary().statements).toMatchObject({ covered: 2, total: 4 });
});

test("reports are text, lcov and HTML with the sources", async () => {
  const directory = join(folder, "reports");
  measure(5);
  const text = await reportCoverage(coverageOfProcess(), { directory, projectDir: project.directory });
  expect(text).toMatch(/index\.ts +\| +50 \| +66\.66 \| +50 \| +66\.66 \| 8/);
  const lcov = await readFile(join(directory, "lcov.info"), "utf8");
  expect(lcov).toContain(`SF:${file}\nFN:2,size\nFN:7,never\nFNF:2\nFNH:1\nFNDA:1,size\nFNDA:0,never\nDA:3,1`);
  const html = await readFile(join(directory, "lcov-report/index.ts.html"), "utf8");
  expect(html).toContain('<span class="fstat-no" title="function not covered" >');
});

test("a threshold that is missed names the measure and the files", () => {
  measure(5);
  const coverage = coverageOfProcess();
  expect(() => checkThresholds(coverage, { statements: 50, lines: 60 })).not.toThrow();
  expect(() => checkThresholds(coverage, { statements: 90, functions: 50, branches: 70 })).toThrow(
    expect.objectContaining({
      code: "MW0451",
      message: "too little is covered: statements 50 % of 90 %, branches 66.66 % of 70 %",
      details: [
        `${join(project.directory, file)}: 2 of 4 statements`,
        `${join(project.directory, file)}: 4 of 6 branches`,
      ],
    }),
  );
});
