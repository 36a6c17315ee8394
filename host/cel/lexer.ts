import type { Value } from "../attributes/value.ts";
import { ExpressionError } from "./failure.ts";
import { readNumber, readText } from "./literals.ts";

/** A word or sign of an expression. */
export interface Token {
  /** `quoted`: a name between backticks. `end`: behind the last one. */
  kind: "constant" | "name" | "quoted" | "sign" | "end";
  text: string;
  /** Of a constant. */
  value?: Value;
  /** Of a number without a fraction: what it is behind a minus, which the highest one without is not. */
  negative?: bigint;
}

const blank = /(?:[ \t\r\n\f]|\/\/[^\n]*)*/y;
const sign = /==|!=|<=|>=|&&|\|\||[()[\]{}<>+\-*/%!?:.,]/y;
const number = /0x[\da-fA-F]+[uU]?|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?|\d+/y;
const unsignedSuffix = /[uU]/y;
const name = /[A-Za-z_]\w*/y;
const quoted = /`[A-Za-z\d_.\-/ ]+`/y;
const text =
  /(?:[bB]?[rR])(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n\r]*"|'[^'\n\r]*')|[bB]?(?:"""(?:\\[\s\S]|[^\\])*?"""|'''(?:\\[\s\S]|[^\\])*?'''|"(?:\\[^\n\r]|[^"\\\n\r])*"|'(?:\\[^\n\r]|[^'\\\n\r])*')/y;

const constants = new Map<string, Value>([
  ["true", true],
  ["false", false],
  ["null", null],
]);

/**
 * The tokens of an expression. Throws {@link ExpressionError} for what is none.
 *
 * @param withQuoted Whether there are names between backticks.
 */
export function tokensOf(source: string, withQuoted: boolean): Token[] {
  const tokens: Token[] = [];
  for (let at = skip(source, 0); at < source.length; ) {
    const { token, end } = tokenAt(source, at, withQuoted);
    tokens.push(token);
    at = skip(source, end);
  }
  tokens.push({ kind: "end", text: "" });
  return tokens;
}

function tokenAt(source: string, at: number, withQuoted: boolean): { token: Token; end: number } {
  const literal = match(text, source, at);
  if (literal)
    return { token: { kind: "constant", text: literal, value: readText(literal) }, end: at + literal.length };
  const digits = match(number, source, at);
  if (digits) return numberAt(source, at, digits);
  const word = match(name, source, at);
  if (word) {
    const value = constants.get(word);
    const token: Token = value === undefined ? { kind: "name", text: word } : { kind: "constant", text: word, value };
    return { token, end: at + word.length };
  }
  const inTicks = withQuoted ? match(quoted, source, at) : undefined;
  if (inTicks) return { token: { kind: "quoted", text: inTicks.slice(1, -1) }, end: at + inTicks.length };
  const signs = match(sign, source, at);
  if (signs) return { token: { kind: "sign", text: signs }, end: at + signs.length };
  throw new ExpressionError(`unexpected character ${JSON.stringify(source[at])}`);
}

function numberAt(source: string, at: number, digits: string): { token: Token; end: number } {
  const isWhole = /^(?:0x[\da-fA-F]+|\d+)$/.test(digits);
  const suffix = isWhole ? (match(unsignedSuffix, source, at + digits.length) ?? "") : "";
  const literal = digits + suffix;
  const value = readNumber(literal);
  const negative = isWhole && suffix === "" ? { negative: -BigInt(digits) } : {};
  return { token: { kind: "constant", text: literal, value, ...negative }, end: at + literal.length };
}

function skip(source: string, at: number): number {
  return at + (match(blank, source, at) ?? "").length;
}

function match(pattern: RegExp, source: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0];
}
