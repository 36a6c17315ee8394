import { type ByteString, toText } from "../../../host/bytes.ts";
import { asInteger, type IntegerType, isIntegerType, rangeOf } from "../integer.ts";
import { conflict, type Draft, emptyMessage, give } from "../message-builder.ts";
import { didYouMean } from "../scenario-error.ts";
import type { TestSuite } from "../suite.ts";
import { type Field, fieldsOf, isMessage, logLevels, type MessageName } from "../suite-schema.ts";
import { Lexer, type Token } from "./lexer.ts";

/**
 * Reads a suite in protobuf's text format.
 *
 * @param file Its name, for messages.
 * @throws MeshWasmError MW0431 at the first fault.
 */
export function parseTextFormat(file: string, text: ByteString): TestSuite {
  const parser = new Parser(new Lexer(file, text));
  return parser.message("TestSuite", "") as unknown as TestSuite;
}

class Parser {
  private readonly lexer: Lexer;

  constructor(lexer: Lexer) {
    this.lexer = lexer;
  }

  /** Reads fields until a symbol, or to the end. */
  message(name: MessageName, close: string, open = this.lexer.token): Draft {
    const draft = emptyMessage(name, this.lexer.positionOf(open));
    while (!this.isAtEnd(name, close, open)) this.field(name, draft);
    return draft;
  }

  private isAtEnd(name: MessageName, close: string, open: Token): boolean {
    if (this.lexer.token.kind !== "end") return close !== "" && this.lexer.isAt(close);
    if (close === "") return true;
    throw this.lexer.error(`the file ends inside this ${name}`, open, `Close it with "${close}".`);
  }

  private field(message: MessageName, draft: Draft): void {
    const name = this.fieldName(message);
    const field = fieldsOf(message)[name.text] as Field;
    const isNested = isMessage(field.type);
    if (!this.lexer.take(":") && !isNested) {
      throw this.lexer.error(`expected ":" and a value after ${name.text}, found ${describe(this.lexer.token)}`);
    }
    if (field.repeated && this.lexer.take("[")) this.list(message, draft, name, field);
    else this.value(message, draft, name, field);
    if (!this.lexer.take(";")) this.lexer.take(",");
  }

  private fieldName(message: MessageName): Token {
    const name = this.lexer.next();
    if (name.kind === "symbol" && name.text === "[") {
      throw this.lexer.error("extensions and Any are not part of this format", name);
    }
    if (name.kind !== "identifier") {
      throw this.lexer.error(`expected the name of a field of ${message}, found ${describe(name)}`, name);
    }
    const known = Object.keys(fieldsOf(message));
    if (known.includes(name.text)) return name;
    const snakeCase = name.text.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    throw this.lexer.error(`${message} has no field ${name.text}`, name, didYouMean(snakeCase, known));
  }

  private list(message: MessageName, draft: Draft, name: Token, field: Field): void {
    if (this.lexer.take("]")) return;
    do this.value(message, draft, name, field);
    while (this.lexer.take(","));
    if (!this.lexer.take("]")) throw this.lexer.error(`expected "," or "]", found ${describe(this.lexer.token)}`);
  }

  private value(message: MessageName, draft: Draft, name: Token, field: Field): void {
    const fault = conflict(message, draft, name.text);
    if (fault) throw this.lexer.error(fault, name);
    const { type } = field;
    give(message, draft, name.text, isMessage(type) ? this.nested(type) : this.scalar(name.text, type));
  }

  private nested(type: MessageName): Draft {
    const open = this.lexer.token;
    const close = this.lexer.take("{") ? "}" : this.lexer.take("<") ? ">" : undefined;
    if (!close) throw this.lexer.error(`expected "{" and the fields of a ${type}, found ${describe(open)}`);
    const draft = this.message(type, close, open);
    this.lexer.take(close);
    return draft;
  }

  private scalar(name: string, type: Exclude<Field["type"], MessageName>): unknown {
    switch (type) {
      case "bytes":
        return this.string(name);
      case "string":
        return this.text(name);
      case "bool":
        return this.bool(name);
      case "LogLevel":
        return this.logLevel(name);
      default:
        return this.integer(name, type);
    }
  }

  /** Strings one after the other are one. */
  private string(name: string): ByteString {
    const { token } = this.lexer;
    if (token.kind !== "string")
      throw this.lexer.error(`${name}: expected a string in quotes, found ${describe(token)}`);
    let bytes = "";
    while (this.lexer.token.kind === "string") bytes += this.lexer.next().text;
    return bytes;
  }

  private text(name: string): string {
    const { token } = this.lexer;
    const text = toText(this.string(name));
    if (text.includes("\ufffd")) throw this.lexer.error(`${name}: expected UTF-8`, token);
    return text;
  }

  private bool(name: string): boolean {
    const token = this.lexer.next();
    if (token.kind === "identifier" && /^(?:true|True|t)$/.test(token.text)) return true;
    if (token.kind === "identifier" && /^(?:false|False|f)$/.test(token.text)) return false;
    if (token.kind === "integer" && bigintOf(token.text) <= 1n) return bigintOf(token.text) === 1n;
    throw this.lexer.error(`${name}: expected true or false, found ${describe(token)}`, token);
  }

  private logLevel(name: string): number {
    const { token } = this.lexer;
    if (token.kind !== "identifier") return this.integer(name, "int32") as number;
    this.lexer.next();
    const level = logLevels[token.text];
    if (level !== undefined) return level;
    const known = Object.keys(logLevels);
    throw this.lexer.error(`${name}: there is no level ${token.text}`, token, didYouMean(token.text, known));
  }

  private integer(name: string, type: IntegerType | string): number | bigint {
    if (!isIntegerType(type)) throw new TypeError(`no type of integers: ${type}`);
    const start = this.lexer.token;
    const isNegative = this.lexer.take("-");
    const token = this.lexer.next();
    if (token.kind !== "integer")
      throw this.lexer.error(`${name}: expected ${rangeOf(type)}, found ${describe(token)}`, token);
    const value = bigintOf(token.text);
    const integer = asInteger(type, isNegative ? -value : value);
    if (integer !== undefined) return integer;
    throw this.lexer.error(`${name}: expected ${rangeOf(type)}, found ${isNegative ? "-" : ""}${token.text}`, start);
  }
}

/** The value of an integer as it is written: 10, 0x0A or 012. */
function bigintOf(written: string): bigint {
  return BigInt(/^0[0-7]/.test(written) ? `0o${written.slice(1)}` : written.toLowerCase());
}

function describe({ kind, text }: Token): string {
  if (kind === "end") return "the end of the file";
  return kind === "string" ? "a string" : JSON.stringify(toText(text));
}
