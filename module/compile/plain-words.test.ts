import { expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { compile } from "./compile.ts";
import { testProject } from "./test-project.ts";

/** A filter with some code in a callback, from column 5 of line 8 on, and some at the top level, line 2. */
function program(code: string, topLevel = ""): string {
  return `import { HeadersAction, HttpContext, PluginContext, registerPlugin, log } from "mesh-wasm/assembly";
${topLevel}
function each(f: (n: i32) => i32): i32 { return f(1); }
class Stream extends HttpContext {
  count: i32 = each((n: i32): i32 => n);

  onRequestHeaders(endOfStream: bool): HeadersAction {
    ${code}
    return HeadersAction.Continue;
  }
}
class Plugin extends PluginContext {
  createHttpContext(): HttpContext { return new Stream(); }
}
registerPlugin<Plugin>("probe");
`;
}

async function detailsOf(source: string): Promise<readonly string[]> {
  await using project = await testProject({ "assembly/index.ts": source });
  const error = await compile(project.options({ mode: "debug" })).catch((caught: unknown) => caught);
  if (!(error instanceof MeshWasmError)) return [];
  expect(error.code).toBe("MW0201");
  return error.details;
}

/** The place and the message of each error, without the compiler's codes. */
async function errorsOf(source: string): Promise<string[]> {
  const heads = (await detailsOf(source)).flatMap(
    (line) => /^assembly\/index\.ts:(\S+) \w+: (.*)$/.exec(line)?.slice(1) ?? [],
  );
  return Array.from({ length: heads.length / 2 }, (_, index) => `${heads[2 * index]} ${heads[2 * index + 1]}`);
}

const closures = "a function that is passed on sees nothing around it (no closures)";
const promises = "there is no async, await or Promise: pass a function that is called with the answer";
const destructuring = "there is no destructuring: take the fields or elements one by one";
const coalescing = "there is no `??`: write `a !== null ? a : b` with a local variable";
const chaining = "there is no `?.`: put it into a local variable and ask `if (a !== null)`";

test.each([
  [
    "each((n: i32): i32 => { if (endOfStream) return 1; return n; });",
    `8:33 ${closures}: keep endOfStream in a field of the object that is passed along with it`,
  ],
  [
    "let path = ''; each((n: i32): i32 => { path = 'x'; return n; });",
    `8:44 ${closures}: keep path in a field of the object that is passed along with it`,
  ],
  [
    "each((n: i32): i32 => { this.continueRequest(); return n; });",
    `8:34 ${closures}, so it has no \`this\`: take continueRequest from the object that is passed along with it`,
  ],
  [
    "each(function (n: i32): i32 { return this.count; });",
    `8:47 ${closures}, so it has no \`this\`: take count from the object that is passed along with it`,
  ],
  ["const a = this.request.path?.length;", `8:33 ${chaining}`],
  ["const a = this.request.path?.indexOf('a');", `8:33 ${chaining}`],
  ["const a = this.request.path ?? 'x';", `8:34 ${coalescing}`],
  ["let a = this.request.path; a ??= 'x';", `8:35 ${coalescing}`],
  ["await this.count;", `8:5 ${promises}`],
  ["const a = await this.count;", `8:15 ${promises}`],
  [
    "for (const a of [1]) log.info(a.toString());",
    "8:5 there is no for…of: write `for (let i = 0; i < list.length; ++i)`",
  ],
  ["for (let [a, b] of [[1, 2]]) log.info('');", `8:10 ${destructuring}`],
  [
    "for (const a in this) log.info('');",
    "8:16 there is no for…in: fields have no names at run time; a Map has keys()",
  ],
  ["const { headers } = this.request;", `8:5 ${destructuring}`],
  ["const [a, b] = [1, 2];", `8:5 ${destructuring}`],
  ["const a = [1]; const b = [...a];", "8:31 there is no spread: write a loop, or use concat()"],
  ["const r = /a+/;", "8:15 there are no regex literals: use Regex of mesh-wasm/assembly"],
  [
    "try { log.info(''); } catch (e) {}",
    "8:5 there is no try/catch, and a throw ends the request: functions give null, a Status or a result instead",
  ],
  ["if (this.request.path === undefined) log.info('');", "8:31 there is no undefined: what may be missing is null"],
  [
    "JSON.parse('{}');",
    "8:5 there is no JSON: use JsonReader and JsonWriter of mesh-wasm/assembly, or a @config class",
  ],
  ["setTimeout(() => {}, 1);", "8:5 there is no setTimeout: use Timer of mesh-wasm/assembly"],
  ["fetch('/');", "8:5 there is no fetch: use HttpCall of mesh-wasm/assembly"],
])("%s", async (code, expected) => {
  expect(await errorsOf(program(code))).toEqual([expected]);
});

test.each([
  ["async function f(): Promise<void> {}", "", [`2:1 ${promises}`]],
  ["class A { private async f(): i32 { return 1; } }", "", [`2:19 ${promises}`]],
  ["const f = async (): void => {};", "", [`2:11 ${promises}`]],
  ["function f(): Promise<i32> { return 1; }", "f();", [`2:15 ${promises}`]],
  ["function f({ a }: Stream): void {}", "", [`2:11 ${destructuring}`]],
  ["function f(n: i32, [ a ]: i32[]): void {}", "", [`2:18 ${destructuring}`]],
  [
    "function f(a: string | i32): void {}",
    "f(1);",
    ["2:24 there are no unions but `T | null` of a class: write a class, or a function for each type"],
  ],
])("%s", async (topLevel, code, expected) => {
  expect(await errorsOf(program(code, topLevel))).toEqual(expected);
});

test.each([
  [
    "this.name = this.make();",
    "5:3 name has no value yet where the constructor uses `this` otherwise, in line 9: set it before that, or where it is declared",
    "9:48",
  ],
  [
    "if (on) this.name = 'x';",
    "5:3 the constructor does not always set name: give it a value where it is declared",
    "17:45",
  ],
])("a field that has no value in time: %s", async (code, expected, other) => {
  const source = program("this.make();")
    .replace(
      "count: i32 = each((n: i32): i32 => n);",
      `name: string;\n\n  make(): string { return "made"; }\n\n  constructor(on: bool) { super(); ${code} }`,
    )
    .replace("new Stream()", "new Stream(true)");
  expect(await errorsOf(source)).toEqual([expected]);
  expect(await detailsOf(source)).toContain(`assembly/index.ts:${other} see here`);
});

test.each([
  [
    "lodash",
    `"lodash" is not there in AssemblyScript: a filter imports its own files (./rules), mesh-wasm/assembly, and packages written in AssemblyScript`,
  ],
  [
    "node:fs",
    `"node:fs" is not there in AssemblyScript: a filter imports its own files (./rules), mesh-wasm/assembly, and packages written in AssemblyScript`,
  ],
  [
    "mesh-wasm/assembli",
    'a filter cannot import "mesh-wasm/assembli": the SDK is mesh-wasm/assembly, with mesh-wasm/assembly/crypto and mesh-wasm/assembly/proxy-runtime',
  ],
  ["./rules.js", "files are imported without their ending: assembly/rules"],
  [
    "./rules.json",
    "assembly/rules.json cannot be imported, only AssemblyScript can: write it as a constant, or take it as configuration",
  ],
  ["./rules", "File 'assembly/rules.ts' not found."],
])("an import that finds nothing: %s", async (name, expected) => {
  expect(await errorsOf(program("", `import { a } from "${name}";`))).toEqual([`2:19 ${expected}`]);
});

test("a package that is TypeScript, and not AssemblyScript, is named", async () => {
  await using project = await testProject({
    "assembly/index.ts": program("", 'import { parse } from "ini"; parse("a");'),
    "node_modules/ini/index.ts": "export const parse = (text: string) => ({ ...text });\n",
  });
  const error = await compile(project.options({ mode: "debug" })).catch((caught: unknown) => caught);
  expect(error).toMatchObject({
    hint: expect.stringContaining("leave out the package ini: it is not written in AssemblyScript"),
  });
});

test("a method that is redeclared as a field", async () => {
  const source = program("").replace("count: i32 = each((n: i32): i32 => n);", "onLog: i32 = 1;");
  expect(await errorsOf(source)).toEqual([
    "5:3 onLog is something else in the class that this one extends, and has to stay of that type",
  ]);
});

test("the hint leads to the page on AssemblyScript, but for a plain mistake", async () => {
  const hintOf = async (code: string) => {
    await using project = await testProject({ "assembly/index.ts": program(code) });
    const error = await compile(project.options({ mode: "debug" })).catch((caught: unknown) => caught);
    return error instanceof MeshWasmError ? error.hint : "";
  };
  expect(await hintOf("const a = this.request.path ?? 'x';")).toContain("docs/assemblyscript.md");
  expect(await hintOf("const a: i32 = 'x';")).toBe("correct the source and build again");
});

test("other mistakes stay in the compiler's words, and all places are told", async () => {
  expect(await errorsOf(program("const a: i32 = 'x'; this.nope(); this.request.path = ;"))).toEqual([
    "8:58 Expression expected.",
  ]);
  expect(await errorsOf(program("this.nope(); each((n: i32): i32 => this.count);"))).toEqual([
    "8:10 Property 'nope' does not exist on type 'assembly/index/Stream'.",
    `8:45 ${closures}, so it has no \`this\`: take count from the object that is passed along with it`,
  ]);
});
