import { Bytes } from "../abi/bytes";
import { decimalToDouble } from "./decimal-double";
import { JsonKind } from "./json-kind";
import { endOfNumber, magnitude, readInteger } from "./json-number";
import { readJsonString, stringEnd, stringError } from "./json-string";
import { decodeUtf8 } from "./utf8";

/** How deep objects and arrays may be nested. */
const maxDepth: i32 = 64;

/**
 * Reads JSON value by value, strictly by RFC 8259: no comments, no trailing commas, UTF-8 only. No input makes it trap:
 * after the first error every method answers false, 0 or "" at once, and `error` says what is wrong where.
 *
 * The caller takes each value with the method of the type it wants. A value that was not taken before the next key or
 * element is skipped. Of a key that is there twice both values come, in order.
 *
 * @example
 * const reader = new JsonReader(bytes);
 * let subject = "";
 * if (reader.beginObject()) while (reader.nextKey()) {
 *   if (reader.key == "sub") subject = reader.string();
 * }
 * reader.end();
 * if (reader.failed) log.warn(reader.error);
 */
export class JsonReader {
  /** The key that {@link nextKey} has read. */
  key: string = "";
  /** Whether something was wrong. */
  failed: bool = false;
  /** What was wrong first, and where: `routes[1].weight: expected a number, found a string`. */
  error: string = "";

  private bytes: Bytes;
  private at: i32 = 0;
  /** The objects (index -1) and arrays around the value, outermost first, and where in them it is. */
  private keys: string[] = [];
  private indexes: i32[] = [];
  /** Whether the innermost one was just begun. */
  private fresh: bool = false;
  /** Whether a value comes that was not taken yet. */
  private pending: bool = true;

  /** A reader of a JSON text. */
  constructor(bytes: Bytes) {
    this.bytes = bytes;
    if (bytes.length > 2 && bytes[0] == 0xef && bytes[1] == 0xbb && bytes[2] == 0xbf) {
      this.failSyntax("unexpected byte order mark");
    }
  }

  /** Whether there is nothing but white space. */
  get isEmpty(): bool {
    this.skipSpace();
    return this.at >= this.bytes.length;
  }

  /** The kind of the value that comes; it is not taken. */
  peek(): JsonKind {
    return this.failed || !this.pending ? JsonKind.None : this.kindAt();
  }

  /** Takes the opening of an object; its keys follow with {@link nextKey}. */
  beginObject(): bool {
    return this.begin(JsonKind.Object, "an object", -1);
  }

  /** Takes the next key of the object, its value comes next; false at the end of the object. */
  nextKey(): bool {
    if (!this.next(-1, 0x7d, 'expected "," or "}"')) return false;
    if (this.peekByte() != 0x22) return this.failBetween("expected a key in quotes");
    const key = this.takeString();
    if (this.failed) return false;
    if (this.peekByte() != 0x3a) return this.failSyntax('expected ":" after a key');
    ++this.at;
    this.key = key;
    this.keys[this.keys.length - 1] = key;
    this.pending = true;
    return true;
  }

  /** Takes the opening of an array; its elements follow with {@link nextElement}. */
  beginArray(): bool {
    return this.begin(JsonKind.Array, "an array", 0);
  }

  /** Goes to the next element of the array; false at its end. */
  nextElement(): bool {
    const fresh = this.fresh;
    if (!this.next(0, 0x5d, 'expected "," or "]"')) return false;
    if (!fresh) ++this.indexes[this.indexes.length - 1];
    this.pending = true;
    return true;
  }

  /** Takes a string. */
  string(): string {
    return this.expect(JsonKind.String, "a string") ? this.takeString() : "";
  }

  /** Takes `true` or `false`. */
  bool(): bool {
    if (!this.expect(JsonKind.Bool, "true or false")) return false;
    if (this.bytes[this.at] == 0x74) return this.takeWord("true");
    this.takeWord("false");
    return false;
  }

  /** Takes a number. */
  f64(): f64 {
    if (!this.expect(JsonKind.Number, "a number")) return 0;
    const start = this.at;
    if (!this.takeNumber()) return 0;
    const value = decimalToDouble(this.bytes, start, this.at);
    if (isFinite(value)) return value;
    this.failNumber("a number that a double can hold", start);
    return 0;
  }

  /** Takes an integer from `min` to `max`; `1e3` and `12.0` are integers, too. */
  integer(min: i64, max: i64): i64 {
    const expected = `an integer from ${min} to ${max}`;
    if (!this.expect(JsonKind.Number, expected)) return 0;
    const start = this.at;
    const negative = this.bytes[start] == 0x2d;
    if (!this.takeNumber()) return 0;
    const limit: u64 = negative ? <u64>i64.MAX_VALUE + 1 : i64.MAX_VALUE;
    if (readInteger(this.bytes, start, this.at) && magnitude <= limit) {
      const value = negative ? -(<i64>magnitude) : <i64>magnitude;
      if (value >= min && value <= max) return value;
    }
    this.failNumber(expected, start);
    return 0;
  }

  /** Takes an integer from 0 to `max`. */
  unsigned(max: u64): u64 {
    const expected = `an integer from 0 to ${max}`;
    if (!this.expect(JsonKind.Number, expected)) return 0;
    const start = this.at;
    const negative = this.bytes[start] == 0x2d;
    if (!this.takeNumber()) return 0;
    if (readInteger(this.bytes, start, this.at) && magnitude <= max && !(negative && magnitude)) return magnitude;
    this.failNumber(expected, start);
    return 0;
  }

  /** Takes `null` when that is what comes; false, and nothing taken, when not. */
  isNull(): bool {
    if (this.failed || !this.pending || this.kindAt() != JsonKind.Null) return false;
    this.pending = false;
    return this.takeWord("null");
  }

  /** Takes a value of any kind and drops it. */
  skip(): void {
    switch (this.peek()) {
      case JsonKind.Object:
        this.beginObject();
        while (this.nextKey()) {}
        break;
      case JsonKind.Array:
        this.beginArray();
        while (this.nextElement()) {}
        break;
      case JsonKind.String:
        this.string();
        break;
      case JsonKind.Number:
        this.pending = false;
        this.takeNumber();
        break;
      case JsonKind.Bool:
        this.bool();
        break;
      case JsonKind.Null:
        this.isNull();
        break;
      default:
        this.expect(JsonKind.None, "a value");
    }
  }

  /** To be called at last: nothing may follow the value. */
  end(): bool {
    if (this.failed) return false;
    if (this.isEmpty) return true;
    return this.failSyntax("unexpected text after the value");
  }

  /** Records an error about the current value; always false. */
  protected fail(message: string): bool {
    if (this.failed) return false;
    this.failed = true;
    const path = this.path();
    this.error = path.length ? `${path}: ${message}` : message;
    return false;
  }

  /** Where the current value is: `routes[1].weight`; empty for the outermost. */
  protected path(): string {
    let path = "";
    for (let i = 0; i < this.keys.length; ++i) {
      const index = this.indexes[i];
      if (index >= 0) path += `[${index}]`;
      else path += segment(this.keys[i], path.length > 0);
    }
    return path;
  }

  private begin(kind: JsonKind, expected: string, index: i32): bool {
    if (!this.expect(kind, expected)) return false;
    if (this.keys.length >= maxDepth) return this.failSyntax(`nested deeper than ${maxDepth} levels`);
    ++this.at;
    this.keys.push("");
    this.indexes.push(index);
    this.fresh = true;
    return true;
  }

  // Goes to the next entry of an object (index -1) or array; false at its end.
  private next(index: i32, close: i32, expected: string): bool {
    if (this.pending) this.skip();
    if (this.failed) return false;
    const last = this.keys.length - 1;
    if (last < 0 || this.indexes[last] < 0 != index < 0) return this.fail("read out of order");
    const byte = this.peekByte();
    if (byte == close) {
      ++this.at;
      this.keys.pop();
      this.indexes.pop();
      this.fresh = false;
      return false;
    }
    if (this.fresh) {
      this.fresh = false;
      return true;
    }
    if (byte != 0x2c) return this.failBetween(expected);
    ++this.at;
    return this.peekByte() == close ? this.failBetween("nothing after a comma") : true;
  }

  // Whether a value of this kind comes; the caller takes it.
  private expect(kind: JsonKind, expected: string): bool {
    if (this.failed) return false;
    if (!this.pending) return this.fail("read out of order");
    const found = this.kindAt();
    if (found == JsonKind.None) return this.failSyntax(`expected ${expected}`);
    if (found != kind) return this.fail(`expected ${expected}, found ${nameOf(found)}`);
    this.pending = false;
    return true;
  }

  private kindAt(): JsonKind {
    const byte = this.peekByte();
    if (byte == 0x7b) return JsonKind.Object;
    if (byte == 0x5b) return JsonKind.Array;
    if (byte == 0x22) return JsonKind.String;
    if (byte == 0x2d || (byte >= 0x30 && byte <= 0x39)) return JsonKind.Number;
    if (byte == 0x74 || byte == 0x66) return JsonKind.Bool;
    return byte == 0x6e ? JsonKind.Null : JsonKind.None;
  }

  // The next byte that is no white space; -1 at the end.
  private peekByte(): i32 {
    this.skipSpace();
    return this.at < this.bytes.length ? this.bytes[this.at] : -1;
  }

  private skipSpace(): void {
    while (this.at < this.bytes.length) {
      const byte = this.bytes[this.at];
      if (byte != 0x20 && byte != 0x0a && byte != 0x0d && byte != 0x09) return;
      ++this.at;
    }
  }

  private takeString(): string {
    const text = readJsonString(this.bytes, this.at);
    this.at = stringEnd;
    if (stringError.length) this.failSyntax(stringError);
    return text;
  }

  private takeNumber(): bool {
    const end = endOfNumber(this.bytes, this.at);
    if (end < 0) return this.failSyntax("a malformed number");
    this.at = end;
    return true;
  }

  private takeWord(word: string): bool {
    for (let i = 0; i < word.length; ++i) {
      const at = this.at + i;
      if (at >= this.bytes.length || this.bytes[at] != word.charCodeAt(i)) return this.failSyntax(`expected ${word}`);
    }
    this.at += word.length;
    return true;
  }

  private failNumber(expected: string, start: i32): void {
    this.fail(`expected ${expected}, found ${decodeUtf8(this.bytes, start, min(this.at, start + 40))}`);
  }

  // An error that is about no value, but about the object or array that has them.
  private failBetween(message: string): bool {
    this.keys.pop();
    this.indexes.pop();
    return this.failSyntax(message);
  }

  private failSyntax(message: string): bool {
    let line = 1;
    let column = 1;
    for (let i = 0; i < this.at && i < this.bytes.length; ++i) {
      const byte = this.bytes[i];
      if (byte == 0x0a) {
        ++line;
        column = 1;
      } else if ((byte & 0xc0) != 0x80) {
        ++column; // the later bytes of a character do not count
      }
    }
    return this.fail(`${message} (line ${line}, column ${column})`);
  }
}

function segment(key: string, inner: bool): string {
  for (let i = 0; i < key.length; ++i) {
    const unit = key.charCodeAt(i);
    const plain = (unit | 0x20) - 0x61 < 26 && (unit | 0x20) >= 0x61;
    if (!plain && unit != 0x5f && unit != 0x2d && (unit < 0x30 || unit > 0x39)) return `["${key}"]`;
  }
  return inner ? `.${key}` : key;
}

function nameOf(kind: JsonKind): string {
  switch (kind) {
    case JsonKind.Object:
      return "an object";
    case JsonKind.Array:
      return "an array";
    case JsonKind.String:
      return "a string";
    case JsonKind.Number:
      return "a number";
    case JsonKind.Bool:
      return "true or false";
  }
  return "null";
}
