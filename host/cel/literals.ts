import { Bytes, Unsigned, type Value } from "../attributes/value.ts";
import { fromText } from "../bytes.ts";
import { ExpressionError } from "./failure.ts";

const highestInteger = 2n ** 63n - 1n;
const highestUnsigned = 2n ** 64n - 1n;

/** The number that a literal is. An integer of 2^63, which only a minus makes one, stays too large by one. */
export function readNumber(literal: string): Value {
  const [, digits] = /^(0x[\da-f]+|\d+)u$/i.exec(literal) ?? [];
  if (digits !== undefined) {
    const value = BigInt(digits);
    if (value > highestUnsigned) throw new ExpressionError(`too large: ${literal}`);
    return new Unsigned(value);
  }
  if (!/^(?:0x[\da-f]+|\d+)$/i.test(literal)) return Number(literal);
  const value = BigInt(literal);
  if (value > highestInteger + 1n) throw new ExpressionError(`too large: ${literal}`);
  return value;
}

/** Whether a literal is one without a minus before it. */
export function isInteger(value: bigint): boolean {
  return value <= highestInteger;
}

/** The string or bytes that a literal is, with its prefix and quotes. */
export function readText(literal: string): Value {
  const [, prefix = "", quote = ""] = /^([a-zA-Z]*)("""|'''|"|')/.exec(literal) ?? [];
  const body = literal.slice(prefix.length + quote.length, -quote.length);
  const isRaw = /r/i.test(prefix);
  if (/b/i.test(prefix)) return new Bytes(isRaw ? fromText(body) : unescaped(body, byteEscape));
  return isRaw ? fromText(body) : unescaped(body, textEscape);
}

const escapes = /\\(?:x([\da-fA-F]{2})|X([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2})|([\s\S]|$))/g;

function unescaped(body: string, numeric: (code: number, isUnicode: boolean) => string): string {
  let text = "";
  let end = 0;
  for (const found of body.matchAll(escapes)) {
    const [all, hex, upperHex, unicode, longUnicode, octal, other] = found;
    text += fromText(body.slice(end, found.index));
    end = found.index + all.length;
    const byte = hex ?? upperHex;
    if (other !== undefined) text += simpleEscape(other);
    else if (octal !== undefined) text += numeric(Number.parseInt(octal, 8), false);
    else if (byte !== undefined) text += numeric(Number.parseInt(byte, 16), false);
    else text += numeric(Number.parseInt(unicode ?? longUnicode ?? "", 16), true);
  }
  return text + fromText(body.slice(end));
}

function textEscape(code: number): string {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new ExpressionError("no character");
  return fromText(String.fromCodePoint(code));
}

function byteEscape(code: number, isUnicode: boolean): string {
  if (isUnicode) throw new ExpressionError("bytes have no characters");
  return String.fromCharCode(code);
}

const simple: Record<string, string> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "?": "?",
  '"': '"',
  "'": "'",
  "`": "`",
};

function simpleEscape(char: string): string {
  const meaning = simple[char];
  if (meaning === undefined) throw new ExpressionError(`\\${char}`);
  return meaning;
}
