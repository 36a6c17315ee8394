import { expect, test } from "vitest";
import { defineCommand } from "./command.ts";
import { parseCommandLine, type Request, UsageFault } from "./parse.ts";
import type { Registry } from "./registry.ts";

const make = defineCommand({
  name: "make",
  aliases: ["m"],
  summary: "Make things",
  description: "Makes things.",
  arguments: {
    target: { description: "What to make", required: true },
    others: { description: "More", variadic: true },
  },
  options: {
    outDir: { kind: "text", short: "o", placeholder: "DIR", env: "MESH_WASM_OUT_DIR", description: "Where" },
    port: { kind: "number", placeholder: "N", minimum: 0, maximum: 65535, default: 10000, description: "Port" },
    mode: { kind: "choice", placeholder: "MODE", choices: ["release", "debug"], description: "Mode" },
    names: { kind: "switch", defaultText: "on", description: "Names" },
    watch: { kind: "flag", short: "w", description: "Watch" },
  },
  rest: "asc flags",
  examples: [],
  run: async () => ({ result: null }),
  render: () => "",
});

const list = defineCommand({
  name: "store list",
  summary: "List",
  description: "Lists.",
  examples: [],
  run: async () => ({ result: null }),
  render: () => "",
});

const registry: Registry = { groups: [{ name: "store", summary: "Store" }], commands: [make, list] };

function parse(line: string, env: Record<string, string> = {}): Request {
  return parseCommandLine(line.split(" ").filter(Boolean), registry, env);
}

function argsOf(line: string, env: Record<string, string> = {}): Record<string, unknown> {
  const request = parse(line, env);
  if (request.kind !== "command") throw new Error(`no command: ${request.kind}`);
  return request.args;
}

function faultOf(line: string, env: Record<string, string> = {}): string {
  try {
    parse(line, env);
  } catch (fault) {
    if (fault instanceof UsageFault) return `${fault.commandName}: ${fault.error.code} ${fault.error.message}`;
  }
  throw new Error("no fault");
}

test("reads arguments, options and the words after --", () => {
  expect(argsOf("make a b c -o dist --port 80 --mode debug --no-names -w -- -O2 --x")).toEqual({
    target: "a",
    others: ["b", "c"],
    outDir: "dist",
    port: 80,
    mode: "debug",
    names: false,
    watch: true,
    rest: ["-O2", "--x"],
  });
});

test("fills in defaults and leaves out what has none", () => {
  expect(argsOf("m a")).toEqual({
    target: "a",
    others: [],
    outDir: undefined,
    port: 10000,
    mode: undefined,
    names: undefined,
    watch: false,
    rest: [],
  });
});

test("an option counts before the environment", () => {
  expect(argsOf("make a", { MESH_WASM_OUT_DIR: "env" })["outDir"]).toBe("env");
  expect(argsOf("make a -o flag", { MESH_WASM_OUT_DIR: "env" })["outDir"]).toBe("flag");
});

test("global options stand before or after the command", () => {
  for (const line of ["-C x -v --json make a", "make a -C x -v --json", "--json make -v -C x a"]) {
    const request = parse(line);
    expect(request).toMatchObject({ kind: "command", globals: { cwd: "x", verbose: 1, json: true, noInput: false } });
  }
  expect(parse("-v make a -vv --no-input")).toMatchObject({ globals: { verbose: 3, noInput: true } });
});

test("help and version are answered at every level", () => {
  expect(parse("")).toEqual({ kind: "help", topic: undefined });
  expect(parse("--help")).toEqual({ kind: "help", topic: undefined });
  expect(parse("make -h")).toEqual({ kind: "help", topic: make });
  expect(parse("help make")).toEqual({ kind: "help", topic: make });
  expect(parse("store")).toEqual({ kind: "help", topic: registry.groups[0] });
  expect(parse("store list --help")).toEqual({ kind: "help", topic: list });
  expect(parse("-V")).toEqual({ kind: "version" });
  expect(parse("make a --version")).toEqual({ kind: "version" });
});

test("each mistake has its code and names the command", () => {
  expect(faultOf("mkae")).toBe(': MW0101 mesh-wasm has no command "mkae"');
  expect(faultOf("store lst")).toBe('store: MW0101 mesh-wasm store has no command "lst"');
  expect(faultOf("make a --prot 1")).toBe("make: MW0102 make has no option --prot");
  expect(faultOf("make")).toBe("make: MW0103 <target> is missing");
  expect(faultOf("store list a")).toBe('store list: MW0104 too many words: "a"');
  expect(faultOf("store list -- a")).toBe('store list: MW0104 store list takes nothing after "--"');
  expect(faultOf("make a --port 70000")).toBe('make: MW0105 --port does not take "70000"');
  expect(faultOf("make a --mode fast")).toBe('make: MW0105 --mode does not take "fast"');
  expect(faultOf("make a -o")).toBe("make: MW0105 --out-dir needs a value");
  expect(faultOf("make a --color sometimes")).toBe('make: MW0105 --color does not take "sometimes"');
});
