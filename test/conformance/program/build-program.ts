import binaryen from "assemblyscript/binaryen";
import {
  type AbiVersion,
  type Callback,
  callbackParams,
  callbackSignature,
  callbacks,
  findCallback,
  type Importable,
} from "../../../module/index.ts";
import { bodyOf, type Scope } from "./body.ts";
import { targetOf } from "./call.ts";
import { Data } from "./data.ts";
import { Numbers } from "./numbers.ts";
import { prelude } from "./prelude.ts";
import { type Lines, statementsOf } from "./statement.ts";

/** What a scenario's module does in each callback. */
export type Program = { readonly [callback: string]: Lines | null };

/** How a scenario's module is made. */
export interface ModuleShape {
  /** The ABI whose marker it has. Default: 0.2.1. */
  abi?: AbiVersion;
  /** Export all other callbacks of the ABI, too. Default: false. */
  allCallbacks?: boolean;
  /** Name of the allocator's export; null for none. Default: `malloc`. */
  allocator?: string | null;
  /** Export the memory. Default: true. */
  memory?: boolean;
  /** The name under which WASI's functions are imported. Default: `wasi_snapshot_preview1`. */
  wasi?: string;
  /** Statements of a start section. */
  start?: Lines;
  /** Parts of the module in WebAssembly's text format, put in as they are. */
  wat?: string;
}

/** How many bytes a log line may have. */
const lineSize = 0x8000;

const cache = new Map<string, Uint8Array>();
/** Random ones do not come again. */
const mostCached = 4000;

/** Builds the module of a scenario. */
export function buildProgram(program: Program, shape: ModuleShape = {}): Uint8Array {
  const text = programText(program, shape);
  const known = cache.get(text);
  if (known) return known;
  const module = binaryen.parseText(text);
  module.setFeatures(binaryen.Features.All);
  const wasm = module.emitBinary();
  module.dispose();
  if (cache.size === mostCached) cache.clear();
  cache.set(text, wasm);
  return wasm;
}

/** The module in WebAssembly's text format. */
export function programText(program: Program, shape: ModuleShape = {}): string {
  const abi = shape.abi ?? "0.2.1";
  const data = new Data();
  const variables = new Set<string>();
  const imports = new Map<string, Importable>([["env.proxy_log", targetOf("log", "")]]);
  const counters = { count: 0 };
  const common = { data, imports, counters, wasiModule: shape.wasi ?? "wasi_snapshot_preview1" };

  const functions = Object.entries(withOthers(program, shape, abi)).map(([name, lines]) => {
    const callback = callbackOf(name);
    return functionOf(callback, lines, abi, { ...common, numbers: numbersOf(callback, abi, variables) });
  });
  const start = shape.start ? startOf(shape.start, { ...common, numbers: new Numbers(variables, new Map()) }) : "";

  const lineStart = (data.end + 15) & ~15;
  const heapStart = lineStart + lineSize;
  const allocator = shape.allocator === undefined ? "malloc" : shape.allocator;
  const exported = allocator && !(allocator in program) ? `(export "${allocator}" (func $allocate))` : "";
  return `(module
  (type $nothing (func))
  ${[...imports.values()].map(importOf).join("\n  ")}
  ${shape.wat ?? ""}
  (memory ${shape.memory === false ? "" : '(export "memory")'} ${(heapStart >> 16) + 2})
  (table 1 funcref)
  ${prelude(lineStart, heapStart)}
  ${[...variables].map((name) => `(global $v_${name} (mut i64) (i64.const 0))`).join("\n  ")}
  (func (export "proxy_abi_version_${abi.replaceAll(".", "_")}"))
  ${exported}
  ${functions.join("\n").replaceAll("HEAP_START", String(heapStart))}
  ${start}
  ${data.wat()}
)`;
}

function withOthers(program: Program, { allCallbacks }: ModuleShape, abi: AbiVersion): Program {
  if (!allCallbacks) return program;
  const others = callbacks.filter((callback) => callback.context !== "module" && callback.abi.includes(abi));
  const own = new Map(Object.entries(program).map(([name, lines]) => [callbackOf(name).name, lines]));
  return Object.fromEntries([...others.map(({ name }) => [name, null] as const), ...own]);
}

/** The callback of this name, which may lack `proxy_on_`. */
export function callbackOf(name: string): Callback {
  const found = findCallback(`proxy_on_${name}`) ?? findCallback(name) ?? findCallback(`envoy_on_${name}`);
  if (!found) throw new Error(`no callback is called ${name}`);
  return found;
}

/** Parameters go by their names, the first also as `id`, the second as `size`, and the end of the stream as `end`. */
function numbersOf(callback: Callback, abi: AbiVersion, variables: Set<string>): Numbers {
  const params = callbackParams(callback, abi);
  const names = new Map(params.map(({ name }) => [name, name]));
  if (params[0]) names.set("id", params[0].name);
  if (params[1]) names.set("size", params[1].name);
  if (names.has("end_of_stream")) names.set("end", "end_of_stream");
  return new Numbers(variables, names);
}

function functionOf(callback: Callback, lines: Lines | null, abi: AbiVersion, scope: Omit<Scope, "hasResult">): string {
  const { results } = callbackSignature(callback, abi);
  const params = callbackParams(callback, abi).map(({ name, type }) => `(param $${name} ${type})`);
  const hasResult = results.length > 0;
  const body = bodyOf(statementsOf(lines), { ...scope, hasResult });
  return `(func (export "${callback.name}") ${params.join(" ")} ${hasResult ? `(result ${results[0]})` : ""}
    ${callback.context === "module" ? "" : "(global.set $heap (i32.const HEAP_START))"}
    ${body}
    ${hasResult ? defaultResult(callback) : ""})`;
}

/** What lets everything go on. */
function defaultResult({ name, result }: Callback): string {
  if (result?.name === "memory_data") return "(return (call $allocate (local.get $memory_size)))";
  return `(i32.const ${result?.enum || name === "main" || name === "__main_void" ? 0 : 1})`;
}

function startOf(lines: Lines, scope: Omit<Scope, "hasResult">): string {
  return `(func $start_section ${bodyOf(statementsOf(lines), { ...scope, hasResult: false })}) (start $start_section)`;
}

function importOf({ module, name, params, results }: Importable): string {
  const types = params.length > 0 ? ` (param ${params.join(" ")})` : "";
  return `(import "${module}" "${name}" (func $${name}${types}${results.length > 0 ? ` (result ${results[0]})` : ""}))`;
}
