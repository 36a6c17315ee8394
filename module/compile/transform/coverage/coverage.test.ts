import { expect, test } from "vitest";
import { readPointTable } from "../../../coverage/index.ts";
import { readModule } from "../../../read/index.ts";
import { type CompileOptions, compile } from "../../compile.ts";
import { smallFilter, testProject } from "../../test-project.ts";

async function build(source: string, options: Partial<CompileOptions> = {}) {
  await using project = await testProject({ "assembly/index.ts": source });
  return await compile(project.options({ mode: "debug", coverage: true, ...options }));
}

/** The source text of each point, by kind. */
async function pointsOf(source: string, options: Partial<CompileOptions> = {}) {
  const table = readPointTable((await build(source, options)).wasm);
  const [file] = table?.files ?? [];
  if (!file) throw new Error("no points");
  const lines = source.split("\n");
  const text = ({ start, end }: { start: Point; end: Point }) =>
    start.line === end.line ? lines[start.line - 1]?.slice(start.column, end.column) : lines[start.line - 1]?.trim();
  return {
    statements: file.statements.map(({ place }) => text(place)),
    functions: file.functions.map(({ name, declaration }) => `${name}: ${text(declaration)}`),
    branches: file.branches.map(({ type, arms }) => [type, ...arms.map(({ place }) => text(place))]),
  };
}

interface Point {
  line: number;
  column: number;
}

test("the points of a source are its statements, functions and branches", async () => {
  const source = `
enum Kind { A, B }
const limit: i32 = 3;
let last: i32;
@lazy const seldom: string = "x" + "y";
class Base { constructor(public n: i32) {} }
class Derived extends Base {
  text: string;
  constructor() { super(1); this.text = "t"; }
  get double(): i32 { return this.n * 2; }
}
namespace N { export function inner(): Kind { return Kind.B; } }
export default function run(n: i32): i32 {
  let unset: i32;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += i;
  while (sum > limit && (n == 1 || n == 2)) { sum--; if (sum == 4) continue; else break; }
  do sum++; while (sum < 0);
  switch (n) { case 1: case 2: return 4; default: last = n > 3 ? 1 : N.inner(); }
  [1].forEach((x) => { last += x; });
  const add = (a: i32): i32 => a + 1;
  return add(new Derived().double);
}
`;
  expect(await pointsOf(source)).toMatchInlineSnapshot(`
    {
      "branches": [
        [
          "binary-expr",
          "sum > limit",
          "n == 1",
          "n == 2",
        ],
        [
          "if",
          "continue",
          "break",
        ],
        [
          "switch",
          "case 1:",
          "case 2: return 4;",
          "default: last = n > 3 ? 1 : N.inner();",
        ],
        [
          "cond-expr",
          "1",
          "N.inner()",
        ],
      ],
      "functions": [
        "Base.constructor: constructor",
        "Derived.constructor: constructor",
        "Derived.double: double",
        "N.inner: inner",
        "run: run",
        "(anonymous_0): (x) => { last += x; }",
        "(anonymous_1): (a: i32): i32 => a + 1",
      ],
      "statements": [
        "const limit: i32 = 3",
        "super(1)",
        "this.text = "t"",
        "return this.n * 2",
        "return Kind.B",
        "let sum = 0",
        "for (let i = 0; i < n; i++) sum += i;",
        "sum += i",
        "while (sum > limit && (n == 1 || n == 2)) { sum--; if (sum == 4) continue; else break; }",
        "sum--",
        "if (sum == 4) continue; else break;",
        "continue",
        "break",
        "do sum++; while (sum < 0)",
        "sum++",
        "switch (n) { case 1: case 2: return 4; default: last = n > 3 ? 1 : N.inner(); }",
        "return 4",
        "last = n > 3 ? 1 : N.inner()",
        "[1].forEach((x) => { last += x; })",
        "last += x",
        "const add = (a: i32): i32 => a + 1",
        "a + 1",
        "return add(new Derived().double)",
      ],
    }
  `);
});

test("nothing but the counters is added to a module", async () => {
  const [plain, counting] = [await build(smallFilter, { coverage: false }), await build(smallFilter)];
  const shape = (wasm: Uint8Array) => {
    const module = readModule(wasm);
    return { imports: module.imports.map(({ name }) => name), exports: module.exports.map(({ name }) => name) };
  };
  expect(shape(counting.wasm)).toEqual(shape(plain.wasm));
  expect(counting.metadata).toEqual(plain.metadata);
  expect(counting.warnings).toEqual(plain.warnings);
});

test("a decoder that was generated, the SDK, and tests are not counted", async () => {
  await using project = await testProject({
    "assembly/index.ts": `import "./index.spec"; ${smallFilter}\n@config class C { name: string = "a"; }\n`,
    "assembly/index.spec.ts": "export const x = 1;\n",
  });
  const table = readPointTable((await compile(project.options({ mode: "debug", coverage: true }))).wasm);
  expect(table?.files.map(({ path }) => path)).toEqual(["assembly/index.ts"]);
  expect(table?.files[0]?.functions.map(({ name }) => name)).toEqual([
    "Plugin.createHttpContext",
    "Stream.onResponseHeaders",
  ]);
});

test("the compiler still sees what is not null", async () => {
  const source = `
class Item { constructor(public next: Item | null, public n: i32) {} }
export function same(a: Item | null, b: Item | null): bool {
  return a != null && b != null && a.n == b.n;
}
export function apart(a: Item | null, b: Item | null): bool {
  if (a == null || (b == null || b.n == 0)) return false;
  return !(a === null || b === null) && a.n != b.n;
}
export function walk(first: Item | null): i32 {
  let item = first;
  while (item && item.n > 0) item = item.next;
  for (;;) {
    const next = item ? item.next : null;
    if (next === null) break;
    item = next;
    const after = next.next;
    if (!after || (after.n == 3 && after.next != null)) continue;
    return after.n;
  }
  return item !== null && item.next ? item.next!.n : 0;
}
`;
  const points = await pointsOf(source);
  expect(points.branches.filter(([type]) => type === "binary-expr")).toEqual([
    ["binary-expr", "a != null", "b != null", "a.n == b.n"],
    ["binary-expr", "a == null", "b == null", "b.n == 0"],
    ["binary-expr", "!(a === null || b === null)", "a.n != b.n"],
    ["binary-expr", "a === null", "b === null"],
    ["binary-expr", "item", "item.n > 0"],
    ["binary-expr", "!after", "after.n == 3", "after.next != null"],
    ["binary-expr", "item !== null", "item.next"],
  ]);
});

test("what the compiler has to know when it compiles stays known", async () => {
  const source = `
@inline function isText<T>(): bool { return isString<T>(); }
export function sizeOf<T>(value: T): i32 {
  if (isText<T>()) return value.length;
  if (isReference<T>() && isDefined(value.size)) return value.size;
  return isInteger<T>() || isFloat<T>() ? sizeof<T>() : 0;
}
export function sizes(): i32 { return sizeOf("text") + sizeOf(new Map<i32, i32>()) + sizeOf(3); }
`;
  const { functions, branches } = await pointsOf(source);
  expect(functions).toEqual(["sizeOf: sizeOf", "sizes: sizes"]);
  expect(branches.map(([type]) => type)).toEqual(["if", "if", "cond-expr"]);
});

test("where counting keeps a file from compiling, operands are not counted there", async () => {
  const source = `
function text<T>(): bool { return idof<T>() == idof<string>(); }
const always: bool = true;
export function length<T>(value: T): i32 {
  if (always && value instanceof String) return value.charCodeAt(0);
  return 0;
}
export function lengths(n: i32): i32 { return n > 1 && n < 5 ? length("text") : length([1]); }
`;
  const { branches } = await pointsOf(source);
  expect(branches.map(([type]) => type)).toEqual(["if", "cond-expr"]);
});

test("the errors of a source that does not compile are the same", async () => {
  const source = "export function f(n: i32): i32 {\n  if (n) return nothing;\n  return n && 1;\n}\n";
  const failures = await Promise.all(
    [false, true].map((coverage) => build(source, { coverage }).catch((error: unknown) => error)),
  );
  expect(failures[0]).toMatchObject({ code: "MW0201", location: { line: 2, column: 17 } });
  expect(failures[1]).toEqual(failures[0]);
});
