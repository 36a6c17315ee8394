import { type Token, tokensOf } from "./tokens.ts";

/** What a callback of a scenario's module does. */
export type Statement =
  /** Calls a host function, and logs its status and what it returned. */
  | { kind: "call"; name: string; args: Token[]; quiet: boolean; as: string | null }
  | { kind: "return"; value: Token }
  | { kind: "trap"; how: string }
  /** Sets a variable, to a value or to the sum of two. */
  | { kind: "let"; name: string; values: Token[] }
  | { kind: "if"; left: Token; operator: Operator; right: Token; body: Statement[]; otherwise: Statement[] }
  | { kind: "repeat"; times: number; body: Statement[] };

export type Operator = "==" | "!=" | "<" | ">=";

/** A statement as a scenario has it: a line, or a condition with what depends on it. */
export type Line = string | { readonly [head: string]: Lines };
export type Lines = Line | readonly Line[];

/** Reads the statements of a callback. */
export function statementsOf(lines: Lines | null): Statement[] {
  if (lines === null) return [];
  return (Array.isArray(lines) ? lines : [lines as Line]).map(statementOf);
}

function statementOf(line: Line): Statement {
  if (typeof line === "string") return simple(line, tokensOf(line));
  const { else: otherwise, ...rest } = line;
  const [entry, more] = Object.entries(rest);
  if (!entry || more) throw new Error(`a condition stands alone: ${JSON.stringify(line)}`);
  return block(entry[0], entry[1], otherwise ?? []);
}

function block(head: string, body: Lines, otherwise: Lines): Statement {
  const [first, left, operator, right] = tokensOf(head);
  const word = textOf(first);
  if (word === "repeat") return { kind: "repeat", times: Number(textOf(left)), body: statementsOf(body) };
  if (word !== "if" || !left) throw new Error(`neither \`if\` nor \`repeat\`: ${head}`);
  return {
    kind: "if",
    left,
    operator: operatorOf(textOf(operator) || "!="),
    right: right ?? { kind: "word", text: "0" },
    body: statementsOf(body),
    otherwise: statementsOf(otherwise),
  };
}

function operatorOf(text: string): Operator {
  if (text === "==" || text === "!=" || text === "<" || text === ">=") return text;
  throw new Error(`unknown operator ${text}`);
}

function simple(line: string, tokens: Token[]): Statement {
  const [first, second, ...rest] = tokens;
  const word = textOf(first);
  if (word === "return") return { kind: "return", value: second ?? { kind: "word", text: "0" } };
  if (word === "trap") return { kind: "trap", how: textOf(second) || "unreachable" };
  if (word === "let") {
    const values = rest.filter((token) => !["=", "+"].includes(textOf(token)));
    return { kind: "let", name: textOf(second), values };
  }
  if (word === "") throw new Error(`no function to call: ${line}`);
  const quiet = word === "quiet";
  const call = quiet ? tokens.slice(1) : tokens;
  const named = textOf(call.at(-2)) === "as";
  const [name, ...args] = named ? call.slice(0, -2) : call;
  return { kind: "call", name: textOf(name), args, quiet, as: named ? textOf(call.at(-1)) : null };
}

/** The text of a plain word; empty for anything else. */
export function textOf(token: Token | undefined): string {
  return token?.kind === "word" ? token.text : "";
}
