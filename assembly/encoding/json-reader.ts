import { Bytes } from "../abi/bytes";
import { decodeUtf8At } from "../abi/utf8-decode";
import { decimal } from "../text/decimal";
import { decimalToDouble } from "./decimal-double";
import { JsonKind } from "./json-kind";
import { endOfNumber, magnitude, readInteger, readSigned, signed, unsignedDecimal } from "./json-number";
import { keyAt, lineAndColumn, pathOf } from "./json-place";
import { endOfPlain, endOfWord } from "./json-plain";
import { problem, problemAt } from "./json-problem";
import { afterSpace, byteAt, Goal, kindOf, maxDepth, nameOf } from "./json-scan";
import { endOfString, isTextOfString, textOfString } from "./json-string";

/**
 * Reads JSON value by value, strictly by RFC 8259: no comments, no trailing commas, UTF-8 only. No input makes it trap:
 * after the first error every method answers false, 0 or "" at once, and `error` says what is wrong where.
 *
 * The caller takes each value with the method of the type it wants. A value that was not taken before the next key or
 * element is skipped: it is checked like the others, but leaves no garbage. Of a key that is there twice both values come,
 * in order. Objects and arrays may be nested 64 levels deep: what is deeper is an error, wherever it is.
 *
 * @example
 * const reader = new JsonReader(bytes);
 * let subject = "";
 * if (reader.beginObject()) while (reader.nextKey()) {
 *   if (reader.isKey("sub")) subject = reader.string();
 * }
 * reader.end();
 * if (reader.failed) log.warn(reader.error);
 */
export class JsonReader {
  /** Whether something was wrong. */
  failed: bool = false;
  /** What was wrong first, and where: `routes[1].weight: expected a number, found a string`. */
  error: string = "";

  private bytes: Bytes;
  /** Addresses in the bytes: what comes next, and their end. */
  private at: usize;
  private stop: usize;
  /** The objects and arrays around the value, outermost first, and where in them it is: see {@link pathOf}. */
  private places: StaticArray<i32> = new StaticArray<i32>(maxDepth);
  private depth: i32 = 0;
  /** Whether the innermost one was just begun. */
  private fresh: bool = false;
  /** Whether a value comes that was not taken yet. */
  private pending: bool = true;
  /** The address of the current key, 0 before the first one, and its text once that was asked for. */
  private keyStart: usize = 0;
  private keyText: string | null = null;

  /** A reader of a JSON text. */
  constructor(bytes: Bytes) {
    this.bytes = bytes;
    this.at = changetype<usize>(bytes);
    this.stop = this.at + bytes.length;
    if (bytes.length > 2 && load<u16>(this.at) == 0xbbef && load<u8>(this.at, 2) == 0xbf) {
      this.failAt(this.at, "unexpected byte order mark");
    }
  }

  /** The key that {@link nextKey} has read, as a text. {@link isKey} compares it without making one. */
  get key(): string {
    const known = this.keyText;
    if (known) return known;
    const key = this.keyStart ? keyAt(this.keyStart, this.stop) : "";
    this.keyText = key;
    return key;
  }

  /**
   * Whether the key that {@link nextKey} has read is this one, as `key == name` tells, but without making a text of it.
   *
   * @example
   * const reader = new JsonReader(this.request.body.bytes());
   * let quantity: i64 = 0;
   * if (reader.beginObject()) while (reader.nextKey()) {
   *   if (reader.isKey("quantity")) quantity = reader.integer(1, 100);
   * }
   */
  isKey(name: string): bool {
    return this.keyStart ? isTextOfString(this.keyStart, this.stop, name) : name.length == 0;
  }

  /** Whether there is nothing but white space. */
  get isEmpty(): bool {
    this.peekByte();
    return this.at >= this.stop;
  }

  /** The kind of the value that comes; it is not taken. */
  peek(): JsonKind {
    return this.failed || !this.pending ? JsonKind.None : kindOf(this.peekByte());
  }

  /** Takes the opening of an object; its keys follow with {@link nextKey}. */
  beginObject(): bool {
    return this.begin(JsonKind.Object, "an object", 0);
  }

  /** Takes the next key of the object, its value comes next; false at the end of the object. */
  nextKey(): bool {
    return this.goOn(Goal.Key);
  }

  /** Takes the opening of an array; its elements follow with {@link nextElement}. */
  beginArray(): bool {
    return this.begin(JsonKind.Array, "an array", -1);
  }

  /** Goes to the next element of the array; false at its end. */
  nextElement(): bool {
    return this.goOn(Goal.Element);
  }

  /** Takes a string. */
  string(): string {
    if (!this.takes(JsonKind.String)) {
      this.refuse("a string");
      return "";
    }
    const start = this.at;
    const after = endOfString(start, this.stop);
    if (!after) {
      this.failFound(this.depth);
      return "";
    }
    this.at = after;
    return textOfString(start, after);
  }

  /** Takes `true` or `false`. */
  bool(): bool {
    if (!this.takes(JsonKind.Bool)) return this.refuse("true or false");
    return this.takeWord() == 0x74;
  }

  /** Takes a number. */
  f64(): f64 {
    const start = this.takeNumber();
    const value = this.doubleAt(start);
    if (start && isFinite(value)) return value;
    this.refuseNumber(start ? "a number that a double can hold" : "a number", start);
    return 0;
  }

  /** Takes a number that an `f32` can hold; it is rounded to one. */
  f32(): f32 {
    const start = this.takeNumber();
    const value = <f32>this.doubleAt(start);
    if (start && isFinite(value)) return value;
    this.refuseNumber(start ? "a number that an f32 can hold" : "a number", start);
    return 0;
  }

  /** Takes an integer from `min` to `max`; `1e3` and `12.0` are integers, too. */
  integer(min: i64, max: i64): i64 {
    const start = this.takeNumber();
    if (start && readSigned(start, this.at) && signed >= min && signed <= max) return signed;
    this.refuseNumber("an integer from " + decimal(min) + " to " + decimal(max), start);
    return 0;
  }

  /** Takes an integer from 0 to `max`. */
  unsigned(max: u64): u64 {
    const start = this.takeNumber();
    if (start && readInteger(start, this.at) && magnitude <= max && !(load<u8>(start) == 0x2d && magnitude)) {
      return magnitude;
    }
    this.refuseNumber("an integer from 0 to " + unsignedDecimal(max), start);
    return 0;
  }

  /** Takes `null` when that is what comes; false, and nothing taken, when not. */
  isNull(): bool {
    return this.takes(JsonKind.Null) && this.takeWord() != 0;
  }

  /** Takes a value of any kind and drops it. */
  skip(): void {
    if (this.pending) this.goOn(Goal.ValueEnd);
    else this.fail("read out of order");
  }

  /**
   * Takes a value of any kind as its JSON text, unchanged but checked, for `JsonWriter.raw`: a document can be copied in parts,
   * and its numbers stay as they are written. White space inside of it stays, too.
   *
   * @example
   * const reader = new JsonReader(this.request.body.bytes());
   * const writer = new JsonWriter().beginObject();
   * if (reader.beginObject()) while (reader.nextKey()) {
   *   if (!reader.isKey("debug")) writer.key(reader.key).raw(reader.raw());
   * }
   * if (reader.end()) this.request.body.replace(writer.endObject().toBytes());
   */
  raw(): string {
    this.peekByte();
    const start = this.at;
    this.skip();
    return this.failed ? "" : decodeUtf8At(start, <u32>(this.at - start));
  }

  /** To be called at last: nothing may follow the value. */
  end(): bool {
    if (this.failed) return false;
    if (this.isEmpty) return true;
    return this.failAt(this.at, "unexpected text after the value");
  }

  /** Records an error about the current value; always false. */
  protected fail(message: string): bool {
    if (this.failed) return false;
    this.failed = true;
    const path = this.path();
    this.error = path.length ? path + ": " + message : message;
    return false;
  }

  /** Where the current value is: `routes[1].weight`; empty for the outermost. */
  protected path(): string {
    return pathOf(changetype<usize>(this.bytes), this.stop, changetype<usize>(this.places), this.depth);
  }

  // Goes on, over the value that comes if it was not taken, to its end or to the next entry of the object or array around it.
  // False at the end of that, and when something is wrong.
  private goOn(goal: Goal): bool {
    if (this.failed) return false;
    const stop = this.stop;
    const floor = this.depth;
    let depth = floor;
    let place = changetype<usize>(this.places) + ((<usize>depth - 1) << 2);
    let at = this.at;
    let pending = this.pending;
    let fresh = this.fresh;
    while (true) {
      if (pending) {
        at = afterSpace(at, stop);
        const byte = byteAt(at, stop);
        if (byte == 0x22) {
          at = endOfString(at, stop);
          if (!at) return this.failFound(depth);
        } else if (byte == 0x7b || byte == 0x5b) {
          if (depth == maxDepth) return this.failIn(depth, at, "nested deeper than 64 levels");
          ++at;
          ++depth;
          place += 4;
          store<i32>(place, byte == 0x5b ? -1 : 0);
          fresh = true;
        } else {
          at = endOfPlain(at, stop, byte);
          if (!at) return this.failFound(depth);
        }
        pending = false;
      }
      if (depth == floor) {
        if (goal == Goal.ValueEnd) break;
        if (!depth || load<i32>(place) < 0 != (goal == Goal.Element)) {
          this.at = at;
          return this.fail("read out of order");
        }
      }
      const index = load<i32>(place);
      if (index >= 0 && !fresh && at + 2 <= stop && load<u16>(at) == 0x222c) {
        // A comma and a key right behind it
        ++at;
      } else {
        at = afterSpace(at, stop);
        let byte = byteAt(at, stop);
        const close: u32 = index < 0 ? 0x5d : 0x7d;
        if (byte == close) {
          ++at;
          --depth;
          place -= 4;
          fresh = false;
          if (depth < floor) break;
          continue;
        }
        if (!fresh) {
          if (byte != 0x2c) {
            return this.failIn(depth - 1, at, index < 0 ? 'expected "," or "]"' : 'expected "," or "}"');
          }
          at = afterSpace(at + 1, stop);
          byte = byteAt(at, stop);
          if (byte == close) return this.failIn(depth - 1, at, "nothing after a comma");
        }
        if (index >= 0 && byte != 0x22) return this.failIn(depth - 1, at, "expected a key in quotes");
      }
      pending = true;
      if (index < 0) {
        if (!fresh) store<i32>(place, index - 1);
      } else {
        const key = at;
        at = endOfString(key, stop);
        if (!at) return this.failFound(depth);
        if (byteAt(at, stop) != 0x3a) {
          at = afterSpace(at, stop);
          if (byteAt(at, stop) != 0x3a) return this.failIn(depth, at, 'expected ":" after a key');
        }
        ++at;
        store<i32>(place, <i32>(key - changetype<usize>(this.bytes)));
        if (depth == floor) {
          this.keyStart = key;
          this.keyText = null;
        }
      }
      fresh = false;
      if (depth == floor) break;
    }
    this.at = at;
    this.depth = depth;
    this.fresh = fresh;
    this.pending = pending;
    return pending;
  }

  private begin(kind: JsonKind, expected: string, place: i32): bool {
    if (!this.takes(kind)) return this.refuse(expected);
    if (this.depth == maxDepth) return this.failAt(this.at, "nested deeper than 64 levels");
    ++this.at;
    unchecked((this.places[this.depth++] = place));
    this.fresh = true;
    return true;
  }

  // Whether a value of this kind comes, which the caller takes then.
  private takes(kind: JsonKind): bool {
    if (this.peek() != kind) return false;
    this.pending = false;
    return true;
  }

  // Takes a number and tells where it begins; 0 when there is none, or a malformed one.
  private takeNumber(): usize {
    if (!this.takes(JsonKind.Number)) return 0;
    const start = this.at;
    const after = endOfNumber(start, this.stop);
    if (after) this.at = after;
    else this.failFound(this.depth);
    return after ? start : 0;
  }

  // The number that was taken; 0 when it begins at 0.
  private doubleAt(start: usize): f64 {
    const base = changetype<usize>(this.bytes);
    return start ? decimalToDouble(this.bytes, <i32>(start - base), <i32>(this.at - base)) : 0;
  }

  // Takes the word that the next letter asks for, and tells the letter; 0 when it is another.
  private takeWord(): u32 {
    const first = <u32>load<u8>(this.at);
    const after = endOfWord(this.at, this.stop);
    if (!after) {
      this.failFound(this.depth);
      return 0;
    }
    this.at = after;
    return first;
  }

  // The next byte that is no white space; 0 at the end.
  private peekByte(): u32 {
    this.at = afterSpace(this.at, this.stop);
    return byteAt(this.at, this.stop);
  }

  // Records that the value is not what the caller wants, if nothing was wrong before; always false.
  private refuse(expected: string): bool {
    if (this.failed) return false;
    if (!this.pending) return this.fail("read out of order");
    const found = this.peek();
    if (found == JsonKind.None) return this.failAt(this.at, "expected " + expected);
    return this.fail("expected " + expected + ", found " + nameOf(found));
  }

  // The same of a number that was taken, unless it begins at 0.
  private refuseNumber(expected: string, start: usize): void {
    if (!start) this.refuse(expected);
    else this.fail("expected " + expected + ", found " + decodeUtf8At(start, min(<u32>(this.at - start), 40)));
  }

  // Records what is wrong, and where; always false.
  private failAt(at: usize, message: string): bool {
    if (this.failed) return false;
    this.at = at;
    return this.fail(message + lineAndColumn(changetype<usize>(this.bytes), at));
  }

  // The same so many levels deep.
  private failIn(depth: i32, at: usize, message: string): bool {
    this.depth = depth;
    return this.failAt(at, message);
  }

  // The same of what a function that goes through the text has found.
  private failFound(depth: i32): bool {
    return this.failIn(depth, problemAt, problem());
  }
}
