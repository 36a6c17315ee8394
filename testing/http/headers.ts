import { type ByteString, fromBytes, fromText, toBytes, toText } from "../../host/bytes.ts";

/** Fields in order, each name in lower case, names and values as bytes. What engines take and give. */
export type Fields = [name: ByteString, value: ByteString][];

/** A value of a header: text, which goes out as UTF-8, or any bytes. */
export type HeaderValue = string | Uint8Array;

/**
 * Headers or trailers as a test writes them: an object, in which a field may have several values and `undefined` stands for no
 * field, or pairs, where the order among fields of several names matters.
 */
export type HeadersInput =
  | Readonly<Record<string, HeaderValue | readonly HeaderValue[] | undefined>>
  | Iterable<readonly [name: string, value: HeaderValue]>;

/** What a test wrote, as fields in its order. */
export function fieldsOf(input: HeadersInput = {}): Fields {
  const pairs = isIterable(input) ? input : Object.entries(input).flatMap(([name, value]) => valuesOf(name, value));
  return Array.from(pairs, ([name, value]) => [fromText(name.toLowerCase()), bytesOf(value)]);
}

/** Whether a test says something about a field, if only that it is not there. */
export function mentions(input: HeadersInput | undefined, name: string): boolean {
  if (input === undefined) return false;
  const names = isIterable(input) ? Array.from(input, ([other]) => other) : Object.keys(input);
  return names.some((other) => other.toLowerCase() === name);
}

function valuesOf(name: string, value: HeaderValue | readonly HeaderValue[] | undefined): [string, HeaderValue][] {
  if (value === undefined) return [];
  if (typeof value === "string" || value instanceof Uint8Array) return [[name, value]];
  return value.map((one) => [name, one]);
}

function bytesOf(value: HeaderValue): ByteString {
  return typeof value === "string" ? fromText(value) : fromBytes(value);
}

function isIterable(input: HeadersInput): input is Iterable<readonly [string, HeaderValue]> {
  return Symbol.iterator in input;
}

/**
 * Headers or trailers as they arrived somewhere, in order. Names are found in any case; values are text, in which bytes that are
 * no UTF-8 are U+FFFD ({@link bytes} has them as they are).
 *
 * @example
 * exchange.response.headers.get("content-type"); // "text/html"
 * exchange.response.headers.getAll("set-cookie"); // ["a=1", "b=2"]
 */
export class TestHeaders implements Iterable<[name: string, value: string]> {
  readonly #fields: Fields;

  constructor(fields: Fields = []) {
    this.#fields = fields;
  }

  /** How many fields there are; one with two values counts twice. */
  get size(): number {
    return this.#fields.length;
  }

  /** The first value; `null` where there is none, `""` where it is empty. */
  get(name: string): string | null {
    const value = this.#first(name);
    return value === undefined ? null : toText(value);
  }

  /** All values in order. */
  getAll(name: string): string[] {
    const key = fromText(name.toLowerCase());
    return this.#fields.flatMap(([other, value]) => (other === key ? [toText(value)] : []));
  }

  has(name: string): boolean {
    return this.#first(name) !== undefined;
  }

  /** The first value as the bytes that came; `null` where there is none. */
  bytes(name: string): Uint8Array | null {
    const value = this.#first(name);
    return value === undefined ? null : toBytes(value);
  }

  /** Every field, one after the other. */
  entries(): [name: string, value: string][] {
    return this.#fields.map(([name, value]) => [toText(name), toText(value)]);
  }

  [Symbol.iterator](): Iterator<[string, string]> {
    return this.entries()[Symbol.iterator]();
  }

  /** By name; a field with several values has them as a list. */
  toObject(): Record<string, string | string[]> {
    const names = [...new Set(this.entries().map(([name]) => name))];
    return Object.fromEntries(
      names.map((name) => {
        const values = this.getAll(name);
        return [name, values.length === 1 ? (values[0] ?? "") : values];
      }),
    );
  }

  toJSON(): Record<string, string | string[]> {
    return this.toObject();
  }

  #first(name: string): ByteString | undefined {
    const key = fromText(name.toLowerCase());
    return this.#fields.find(([other]) => other === key)?.[1];
  }
}
