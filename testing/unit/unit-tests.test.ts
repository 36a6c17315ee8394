import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { compile } from "../../module/index.ts";
import { buildUnitTests } from "./build-unit-tests.ts";
import { defineUnitTests } from "./define-unit-tests.ts";
import { recordingVitest } from "./fixtures/recording-vitest.ts";
import { isUnitTestFile, unitTestsPlugin } from "./index.ts";

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function project(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mesh-wasm-unit-"));
  folders.push(folder);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** Runs a file of unit tests: its tests, and what each has thrown. */
async function run(spec: string, files: Record<string, string> = {}) {
  const projectDir = await project({ ...files, "assembly/a.spec.ts": spec });
  const module = await buildUnitTests(join(projectDir, "assembly/a.spec.ts"), { projectDir, compile });
  const vitest = recordingVitest();
  await defineUnitTests(vitest, module);
  const thrown = await vitest.run();
  return { names: vitest.tests.map(({ name }) => name), thrown, file: module.file };
}

/** The places in an error's stack. */
function placesOf(error: unknown): string[] {
  return ((error as Error).stack ?? "").split("\n").filter((line) => line.startsWith("    at "));
}

const canary = `
import { HeadersAction, HttpContext, log, PluginContext, registerPlugin } from "mesh-wasm/assembly";

@config
export class CanaryConfig {
  header: string = "x-canary";
}

export class Canary extends PluginContext<CanaryConfig> {
  createHttpContext(): HttpContext { return new CanaryStream(this); }
}

export class CanaryStream extends HttpContext {
  constructor(private plugin: Canary) { super(); }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    if (this.request.headers.has(this.plugin.config.header)) this.request.headers.set("x-mesh-subset", "v2");
    else log.warn("no canary");
    return HeadersAction.Continue;
  }
}

registerPlugin<Canary>("canary");
`;

test("a context of the filter works as in a request", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const spec = `
import { Canary, CanaryStream } from "./index";

function subsetOf(header: string, plugin: Canary): string | null {
  const stream = new CanaryStream(plugin);
  stream.request.headers.set(header, "1");
  stream.onRequestHeaders(true);
  return stream.request.headers.get("x-mesh-subset");
}

test("the header of the default", () => {
  expect(subsetOf("x-canary", new Canary())).toBe("v2");
});
test("the header of the configuration", () => {
  const plugin = new Canary();
  plugin.config.header = "x-beta";
  expect(subsetOf("x-canary", plugin)).toBeNull();
  expect(subsetOf("x-beta", plugin)).toBe("v2");
});
`;
  const { thrown } = await run(spec, { "assembly/index.ts": canary });
  expect([...thrown.values()]).toEqual([null, null]);
  expect(log.mock.calls).toEqual([["warn: no canary"]]);
  log.mockRestore();
});

test("groups and tests keep their order; hooks run around them", async () => {
  const spec = `
let trail = "";
test("first", () => { expect(trail).toBe(""); });
describe("outer", () => {
  beforeAll(() => { trail += "A"; });
  beforeEach(() => { trail += "e"; });
  afterEach(() => { trail += "x"; });
  afterAll(() => { trail += "Z"; });
  it("one", () => { expect(trail).toBe("Ae"); });
  describe("inner", () => {
    beforeAll(() => { trail += "B"; });
    beforeEach(() => { trail += "i"; });
    it("two", () => { expect(trail).toBe("AexBei"); });
    todo("later");
    xtest("not now", () => { unreachable(); });
  });
  it("three", () => { expect(trail).toBe("AexBeixe"); });
});
test("last", () => { expect(trail).toBe("AexBeixex"); });
`;
  const { names, thrown } = await run(spec);
  expect(names).toEqual([
    "first",
    "outer > one",
    "outer > inner > two",
    "outer > inner > later",
    "outer > inner > not now",
    "outer > three",
    "last",
  ]);
  expect([...thrown.values()]).toEqual([null, null, null, null, null]);
});

test("a failure has its place, what was expected and what there is", async () => {
  const spec = `
class Rule { constructor(public name: string, public weights: Map<string, u64>) {} next: Rule | null = null; }

function check(rule: Rule): void {
  expect(rule.name).toBe("b", "the name");
}

test("a value", () => {
  check(new Rule("a", new Map()));
});
test("the contrary", () => {
  expect(1 + 1).not.toBe(2);
});
test("an object", () => {
  const rule = new Rule("a", new Map<string, u64>().set("v1", u64.MAX_VALUE));
  rule.next = rule;
  expect(rule).toStrictEqual(new Rule("a", new Map()));
});
test("a nested set", () => {
  const set = new Set<i32>(); set.add(1);
  expect([set, new Set<i32>()]).toHaveLength(3);
  expect([set]).toStrictEqual([set]);
});
`;
  const { thrown, file } = await run(spec);
  const [value, contrary, object, nested] = [...thrown.values()];
  expect(value).toMatchObject({
    name: "AssertionError",
    message: 'the name: expect("a").toBe("b")',
    actual: "a",
    expected: "b",
  });
  expect(placesOf(value)).toEqual([`    at check (${file}:5:3)`, `    at test (${file}:9:3)`]);
  expect(contrary).toMatchObject({ message: "expect(2).not.toBe(2)" });
  expect(placesOf(contrary)).toEqual([`    at test (${file}:12:3)`]);
  expect(object).toMatchObject({
    actual: 'Rule {\n  name: "a",\n  weights: Map<string,u64> { "v1" => 18446744073709551615 },\n  next: (itself),\n}',
    expected: 'Rule { name: "a", weights: Map<string,u64> {}, next: null }',
  });
  expect(nested).toMatchObject({ message: "expect(2).toHaveLength(3)", actual: 2, expected: 3 });
});

test("a trap fails its test at the line, and the others still run", async () => {
  const spec = `
let count = 0;
beforeAll(() => { count = 1; });

function pick(list: i32[], index: i32): i32 {
  return list[index];
}

test("before", () => { expect(count++).toBe(1); });
test("out of range", () => {
  pick([1], 4);
});
test("after: memory is new", () => { expect(count++).toBe(1); });
throws("what is to trap", () => { throw new Error("as it should"); });
throws("what does not", () => {});
test("unreachable", () => { unreachable(); });
test("at the end", () => { expect(count).toBe(1); });
`;
  const { thrown, file } = await run(spec);
  expect([...thrown].filter(([, error]) => error === null).map(([name]) => name)).toEqual([
    "before",
    "after: memory is new",
    "what is to trap",
    "at the end",
  ]);
  expect(thrown.get("out of range")).toMatchObject({ message: "trapped: Index out of range" });
  expect(placesOf(thrown.get("out of range"))).toEqual([`    at pick (${file}:6:10)`, `    at test (${file}:11:3)`]);
  expect(thrown.get("what does not")).toMatchObject({ message: "the test was to trap, and came to its end" });
  expect(placesOf(thrown.get("what does not"))).toEqual([`    at test (${file}:15:1)`]);
  expect(placesOf(thrown.get("unreachable"))).toEqual([`    at test (${file}:16:29)`]);
});

test("a trap in a describe fails the file at the line", async () => {
  const spec = `describe("a", () => {\n  test("b", () => {});\n  unreachable();\n});\n`;
  const error = await run(spec).catch((caught: unknown) => caught);
  expect(placesOf(error)[0]).toMatch(/at test \(.*a\.spec\.ts:3:3\)$/);
});

test("spec files of folders called assembly have unit tests", () => {
  const isUnit = (file: string) => isUnitTestFile(join("/project", file), "/project");
  expect(isUnit("assembly/a.spec.ts")).toBe(true);
  expect(isUnit("filters/one/assembly/deep/a.spec.ts")).toBe(true);
  expect(isUnit("assembly/a.ts")).toBe(false);
  expect(isUnit("test/a.spec.ts")).toBe(false);
  expect(isUnit("node_modules/x/assembly/a.spec.ts")).toBe(false);
  expect(isUnit("../other/assembly/a.spec.ts")).toBe(false);
});

test("a file that does not compile is a test file that fails at the line", async () => {
  const projectDir = await project({ "assembly/a.spec.ts": 'test("a", () => { pick(1); });\n' });
  const plugin = unitTestsPlugin({ projectDir, compile });
  const watched: string[] = [];
  const context = { addWatchFile: (file: string) => watched.push(file) };
  const file = join(projectDir, "assembly/a.spec.ts");
  const loaded = await plugin.load.call(context, file);
  const error = await import(`data:text/javascript,${encodeURIComponent(loaded?.code ?? "")}`).catch(
    (caught) => caught,
  );
  expect(error.message).toMatch(/^MW0201: assembly\/a\.spec\.ts:1:19: Cannot find name 'pick'\./);
  expect(placesOf(error)).toEqual([`    at build (${file}:1:19)`]);
  expect(watched).toEqual([file]);
  expect(await plugin.load.call(context, join(projectDir, "test/a.test.ts"))).toBeNull();
});
