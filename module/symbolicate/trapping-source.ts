/**
 * Statements that trap, each for a path of its own: `/0`, `/1` and so on, in `Stream.onRequestHeaders`. For `/deep` the filter
 * calls itself without an end.
 */
export const trappingStatements: readonly string[] = [
  'throw new Error("as you wish");',
  "picked = this.list[3].toString();",
  "picked = this.list.pop().toString();",
  "this.floats.set([1, 2, 3], 7);",
  'picked = "x".repeat(-1);',
  "picked = String.fromCodePoint(0x110000);",
  "picked = new DataView(new ArrayBuffer(2)).getInt32(0).toString();",
  "this.list.length = -1;",
  'this.names.set("a", "b"), (picked = this.names.get("c"));',
  "this.touch();",
  "twice(this.list);",
  'picked = this.first(this.list) + "x";',
  "if (this.list.length == 0) { this.bytes[9] = 1; }",
  "for (let i = 0; i < 3; i++) { picked += this.list[i].toString(); }",
  "picked = this.maybe!.name;",
  "picked = (changetype<Base>(new Holder()) as Other).other;",
  "picked = new Array<i32>(-1).length.toString();",
  "picked = [1, 0].reduce<i32>((a, b) => a / b, 1).toString();",
  "picked = new Exploding().name;",
  "picked = math.rest(0).toString();",
  "picked = Holder.load(0);",
  "picked = this.half;",
  'this.half = "x";',
  "checked<i32>(this.list, 3);",
  'checked<string>(["a"], 3);',
  "assert(picked.length > 3);",
  "picked = load<i32>(0x7ffffff0).toString();",
  "unreachable();",
  'abort("enough");',
];

/** The files of the filter. */
export const trappingFiles: Readonly<Record<string, string>> = {
  "assembly/index.ts": `import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";
import { checked, math, twice } from "./other";

class Base {}

class Other extends Base {
  other: string = "o";
}

class Holder extends Base {
  name: string = "n";

  static load(n: i32): string {
    return (1 / n).toString();
  }
}

class Exploding {
  name: string = explode(0).toString();
}

function explode(n: i32): i32 {
  return 4 / n;
}

function deep(n: i32): i32 {
  return deep(n + 1) + n;
}

class Plugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  list: i32[] = [];
  floats: Float64Array = new Float64Array(3);
  bytes: Uint8Array = new Uint8Array(3);
  names: Map<string, string> = new Map();
  maybe: Holder | null = null;
  calls: i32 = 0;

  get half(): string {
    return (7 / this.list.length).toString();
  }

  set half(value: string) {
    this.list[value.length * 9].toString();
  }

  touch(): void {
    this.list.shift();
  }

  first(list: i32[]): string {
    return list[0].toString();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.headers.get(":path")!;
    let picked = path == "/deep" ? deep(1).toString() : "";
    switch (<i32>parseInt(path.slice(1))) {
${trappingStatements.map((statement, number) => `      case ${number}: {\n        this.calls++;\n        ${statement}\n        break;\n      }`).join("\n")}
    }
    this.request.headers.set("x-picked", picked);
    return HeadersAction.Continue;
  }
}

registerPlugin<Plugin>("probe");
`,
  "assembly/other.ts": `export function twice(list: i32[]): void {
  list.push(1);
  list[4] = inner(list);
}

// @ts-ignore: decorator
@inline
function inner(list: i32[]): i32 {
  return list[100];
}

export function checked<T>(list: T[], index: i32): T {
  return list[index];
}

export namespace math {
  export function rest(n: i32): i32 {
    return 4 / n;
  }
}
`,
};

/** The line of `assembly/index.ts` that a statement is on. */
export function lineOfStatement(number: number): number {
  const lines = (trappingFiles["assembly/index.ts"] ?? "").split("\n");
  return lines.indexOf(`      case ${number}: {`) + 3;
}
