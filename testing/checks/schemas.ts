import * as v from "valibot";
import { nearest } from "../../core/index.ts";
import { type Fault, faultIn, faultless } from "./fault.ts";

// What options are made of. The message of each schema is what the test is told to do instead.

/** What the test is told, or what makes it from what was given. */
type Hint = string | ((given: unknown) => string);

/** A schema for each field of an interface: the compiler tells where one is missing, too much, or of another type. */
export type SchemasOf<T> = { readonly [K in keyof T]-?: v.GenericSchema<T[K] | undefined> };

export const text = v.string("it takes a text");
export const number = v.number("it takes a number");
export const flag = v.boolean("it takes true or false");

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
const control = /[\u0000-\u001f\u007f]/;

/** A text that a line of a log can hold. */
export const line = v.pipe(
  text,
  v.check((value) => !control.test(value), "it takes a text without control characters"),
);

/** A line that is not empty. */
export const name = v.pipe(line, v.nonEmpty("it takes a name, which is not empty"));

/** A whole number in a range. */
export function whole(min: number, max = Number.POSITIVE_INFINITY) {
  const range = max === Number.POSITIVE_INFINITY ? `from ${min} on` : `from ${min} to ${max}`;
  const hint = `it takes a whole number ${range}`;
  return v.pipe(v.number(hint), v.integer(hint), v.minValue(min, hint), v.maxValue(max, hint));
}

/** How much time passes. */
export function milliseconds(max?: number) {
  const hint = `it takes milliseconds, a number from 0 ${max === undefined ? "on" : `to ${max}`}`;
  return v.pipe(v.number(hint), v.finite(hint), v.minValue(0, hint), v.maxValue(max ?? Number.MAX_VALUE, hint));
}

/** A function of the test. */
export function callback<T>() {
  return v.custom<T>((value) => typeof value === "function", "it takes a function");
}

/** A text, or an expression for it. */
export const pattern = v.custom<string | RegExp>(
  (value) => typeof value === "string" || value instanceof RegExp,
  "it takes a text or a regular expression",
);

/** A whole body, or an expression for it. */
export const bodyPattern = v.custom<string | RegExp | Uint8Array>(
  (value) => v.is(pattern, value) || value instanceof Uint8Array,
  "it takes a text, a regular expression or bytes; compare JSON with `json()` of the response",
);

/** One of some words. */
export function word<const T extends readonly string[]>(words: T) {
  return v.picklist(words, ({ input }) => choice(input, words));
}

/** The word that was meant, and all that there are. */
export function choice(given: unknown, words: readonly string[]): string {
  const meant = typeof given === "string" ? (partly(given, words) ?? nearest(given, words)) : undefined;
  const all = `choose from ${words.join(", ")}`;
  return meant === undefined ? all : `did you mean ${meant}? ${all}`;
}

/** `warning` for `warn`, `HTTP/1` for `HTTP/1.1`, `open` for `FAIL_OPEN`. */
function partly(given: string, words: readonly string[]): string | undefined {
  const typed = given.toLowerCase();
  const isPart = (word: string): boolean => word.includes(typed) || typed.startsWith(word);
  return typed.length < 3 ? undefined : words.find((word) => isPart(word.toLowerCase()));
}

/** An object with the fields of an interface and no others. */
export function fields<T>(schemas: SchemasOf<T>, hint?: Hint): v.GenericSchema<T> {
  const known = new Map<string, v.GenericSchema>(Object.entries(schemas));
  const names = [...known.keys()];
  const needed = names.filter((name) => !v.is(known.get(name) ?? v.any(), undefined));
  const told = hint ?? `it takes an object with ${names.join(", ")}`;
  const hintOf = (given: unknown): string => (typeof told === "string" ? told : told(given));

  function find(given: Readonly<Record<string, unknown>>): Fault | undefined {
    const unknown = Object.keys(given).find((name) => !known.has(name));
    if (unknown !== undefined) {
      const meant = nearest(unknown, names);
      const choices = meant === undefined ? `choose from ${names.join(", ")}` : `did you mean ${meant}?`;
      return { path: [unknown], value: unknown, name: "unknown", hint: choices };
    }
    for (const name of Object.keys(given)) {
      const schema = known.get(name);
      const fault = schema && faultIn(schema, given[name]);
      if (fault) return { ...fault, path: [name, ...fault.path] };
    }
    const missing = needed.find((name) => !(name in given));
    return missing === undefined ? undefined : { path: [missing], value: given, name: "missing", hint: hintOf(given) };
  }

  return v.pipe(
    v.custom<T>(isObject, ({ input }) => hintOf(input)),
    faultless<T>((given) => find(given as Readonly<Record<string, unknown>>)),
  );
}

/** An object whose keys are the test's own. */
export function table<T>(value: v.GenericSchema<T>, hint: string, key: v.GenericSchema<string>) {
  const record = v.record(key, value, hint) as v.GenericSchema<Record<string, T>>;
  return v.pipe(v.custom<Record<string, T>>(isObject, hint), record);
}

/** Objects of any class, but no lists, maps, promises, and whatever else is not meant for its fields. */
export function isObject(value: unknown): value is object {
  return Object.prototype.toString.call(value) === "[object Object]";
}
