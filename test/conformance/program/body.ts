import type { Importable } from "../../../module/index.ts";
import { type Call, callOf, type Output, targetOf } from "./call.ts";
import type { Data } from "./data.ts";
import type { Numbers } from "./numbers.ts";
import type { Statement } from "./statement.ts";
import type { Token } from "./tokens.ts";

/** What the statements of a module need of each other. */
export interface Scope {
  data: Data;
  numbers: Numbers;
  /** Functions to import. */
  imports: Map<string, Importable>;
  /** How many conditions count how often they are reached. */
  counters: { count: number };
  wasiModule: string;
  /** Whether the callback has a result. */
  hasResult: boolean;
}

/** Statements in WebAssembly's text format. */
export function bodyOf(statements: readonly Statement[], scope: Scope): string {
  return statements.map((statement) => instructionsOf(statement, scope)).join("\n");
}

function instructionsOf(statement: Statement, scope: Scope): string {
  switch (statement.kind) {
    case "call":
      return reportedCall(statement, scope);
    case "return":
      return scope.hasResult ? `(return ${scope.numbers.expression(statement.value, "i32")})` : "(return)";
    case "trap":
      return trapOf(statement.how);
    case "let":
      return `(global.set ${scope.numbers.declare(statement.name)} ${sumOf(statement.values, scope)})`;
    case "if":
      return conditionOf(statement, scope);
    case "repeat":
      return Array(statement.times).fill(bodyOf(statement.body, scope)).join("\n");
  }
}

function reportedCall(statement: Extract<Statement, { kind: "call" }>, scope: Scope): string {
  const target = targetOf(statement.name, scope.wasiModule);
  scope.imports.set(`${target.module}.${target.name}`, target);
  const call = callOf(statement, target, scope.data, scope.numbers);
  const cleared = call.outputs.filter(({ kind }) => kind !== "area").map(({ at }) => clear(at));
  const bytes = call.outputs.find(({ kind }) => kind === "bytes" || kind === "pairs");
  const number = call.outputs.find(({ kind }) => kind === "u32" || kind === "u64");
  return [
    ...cleared,
    ...(bytes ? [clear(bytes.at + 8)] : []),
    invoke(call),
    ...(bytes ? [`(global.set $value_at (i32.load (i32.const ${bytes.at})))`, valueSize(bytes)] : []),
    ...(statement.as && number ? [`(global.set ${scope.numbers.declare(statement.as)} ${loaded(number)})`] : []),
    ...(statement.quiet || call.outputs.length === 0 ? [] : reportOf(call, statement.name, scope)),
  ].join("\n");
}

function valueSize({ at }: Output): string {
  return `(global.set $value_size (i32.load (i32.const ${at + 8})))`;
}

function clear(at: number): string {
  return `(i64.store (i32.const ${at}) (i64.const 0))`;
}

function invoke({ target, args }: Call): string {
  const call = `(call $${target.name} ${args.join(" ")})`;
  return target.results.length === 0 ? call : `(global.set $status (i64.extend_i32_u ${call}))`;
}

function reportOf({ outputs }: Call, name: string, { data }: Scope): string[] {
  const { at, size } = data.text(`${name} =`);
  return [
    `(call $begin (i32.const ${at}) (i32.const ${size}))`,
    "(call $put_number (global.get $status))",
    ...outputs.map(putOf),
    "(call $say)",
  ];
}

function putOf(output: Output): string {
  const { kind, at, size } = output;
  if (kind === "area") return `(call $put_bytes (i32.const ${at}) (i32.const ${size}))`;
  if (kind === "u32" || kind === "u64") return `(call $put_number ${loaded(output)})`;
  return `(call $put_${kind} (i32.load (i32.const ${at})) (i32.load (i32.const ${at + 8})))`;
}

function loaded({ kind, at }: Output): string {
  return kind === "u64" ? `(i64.load (i32.const ${at}))` : `(i64.load32_u (i32.const ${at}))`;
}

function conditionOf(statement: Extract<Statement, { kind: "if" }>, scope: Scope): string {
  const { left, operator, right, body, otherwise } = statement;
  const counts = left.kind === "word" && left.text === "$count";
  const counter = counts ? scope.numbers.declare(`count_${scope.counters.count++}`) : "";
  const counted = counts ? `(global.set ${counter} (i64.add (global.get ${counter}) (i64.const 1)))` : "";
  const condition = isValue(left)
    ? `(i64.${operator === "==" ? "ne" : "eq"} ${sameAs(right, scope)} (i64.const 0))`
    : `(i64.${instructions[operator]} ${counts ? `(global.get ${counter})` : scope.numbers.wide(left)} ${scope.numbers.wide(right)})`;
  return `${counted}(if ${condition} (then ${bodyOf(body, scope)}) (else ${bodyOf(otherwise, scope)}))`;
}

const instructions = { "==": "eq", "!=": "ne", "<": "lt_s", ">=": "ge_s" } as const;

function isValue(token: Token): boolean {
  return token.kind === "word" && token.text === "$value";
}

/** Whether the bytes that were returned last are these. */
function sameAs(token: Token, { data }: Scope): string {
  const bytes =
    token.kind === "bytes" ? token.bytes : new TextEncoder().encode(token.kind === "word" ? token.text : "");
  const { at, size } = data.place(bytes);
  return `(call $same (i32.const ${at}) (i32.const ${size}))`;
}

function sumOf(values: readonly Token[], { numbers }: Scope): string {
  return values.map((value) => numbers.wide(value)).reduce((sum, value) => `(i64.add ${sum} ${value})`);
}

function trapOf(how: string): string {
  const traps: Record<string, string> = {
    unreachable: "(unreachable)",
    memory: "(drop (i32.load (i32.const -4)))",
    stack: "(drop (call $overflow (i64.const 0)))",
    division: "(drop (i32.div_u (i32.const 1) (i32.const 0)))",
    table: "(call_indirect (type $nothing) (i32.const 0))",
  };
  const trap = traps[how];
  if (!trap) throw new Error(`unknown trap ${how}`);
  return trap;
}
