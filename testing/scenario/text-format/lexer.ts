import type { MeshWasmError } from "../../../core/error.ts";
import type { ByteString } from "../../../host/bytes.ts";
import { type Position, positionOf } from "../position.ts";
import { syntaxError } from "../scenario-error.ts";
import { readEscapes } from "./read-escapes.ts";

/** A piece of the text format. */
export interface Token {
  kind: "identifier" | "integer" | "float" | "string" | "symbol" | "end";
  /** As it is written; of a string the bytes that it stands for. */
  text: ByteString;
  offset: number;
}

const blank = /(?:[ \t\r\n\v\f]+|#[^\n]*)*/y;
const identifier = /[A-Za-z_][A-Za-z0-9_]*/y;
const number = /0[xX][0-9A-Fa-f]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fF]?/y;
const doubleQuoted = /(?:[^\\\n"]|\\[^\n])*"/y;
const singleQuoted = /(?:[^\\\n']|\\[^\n])*'/y;
const integer = /^(?:0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*)$/;

/** Cuts a text in protobuf's text format into tokens. */
export class Lexer {
  private readonly file: string;
  private readonly text: ByteString;
  private at = 0;
  /** The token to read now. */
  token: Token;

  constructor(file: string, text: ByteString) {
    this.file = file;
    this.text = text;
    this.token = this.read();
  }

  /** Goes on to the next token; returns the one before. */
  next(): Token {
    const { token } = this;
    this.token = this.read();
    return token;
  }

  /** Whether the token is this symbol; passes over it then. */
  take(symbol: string): boolean {
    if (!this.isAt(symbol)) return false;
    this.next();
    return true;
  }

  isAt(symbol: string): boolean {
    return this.token.kind === "symbol" && this.token.text === symbol;
  }

  positionOf(token: Token): Position {
    return positionOf(this.text, token.offset);
  }

  /** An error at a token. */
  error(message: string, token = this.token, hint?: string): MeshWasmError {
    return syntaxError(this.file, this.positionOf(token), message, hint);
  }

  private read(): Token {
    this.at += this.match(blank)?.length ?? 0;
    const offset = this.at;
    const first = this.text[offset];
    if (first === undefined) return { kind: "end", text: "", offset };
    if (first === '"' || first === "'") return this.string(first, offset);
    const word = this.match(identifier);
    if (word !== undefined) return this.piece("identifier", word, offset);
    const digits = this.match(number);
    if (digits === undefined) return this.piece("symbol", first, offset);
    const token = this.piece(integer.test(digits) ? "integer" : "float", digits, offset);
    if (this.match(identifier)) throw this.error("a number must not run into a word", token);
    if (/^0[0-9]+$/.test(digits) && token.kind === "float") {
      throw this.error(`${digits} begins with 0 and so is octal, where no 8 or 9 can be`, token);
    }
    return token;
  }

  private string(quote: string, offset: number): Token {
    this.at = offset + 1;
    const raw = this.match(quote === '"' ? doubleQuoted : singleQuoted);
    const token: Token = { kind: "string", text: "", offset };
    if (raw === undefined) throw this.error("the string does not end on its line", token);
    const { text, fault } = readEscapes(raw.slice(0, -1));
    if (fault) throw this.error(fault.message, { ...token, offset: offset + 1 + fault.offset });
    this.at = offset + 1 + raw.length;
    return { ...token, text };
  }

  private piece(kind: Token["kind"], text: ByteString, offset: number): Token {
    this.at = offset + text.length;
    return { kind, text, offset };
  }

  private match(pattern: RegExp): ByteString | undefined {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.[0];
  }
}
