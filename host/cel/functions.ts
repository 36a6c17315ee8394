import { RE2JS } from "re2js";
import { Bytes, type Value } from "../attributes/value.ts";
import { type ByteString, toText as decode } from "../bytes.ts";
import { add, divide, multiply, negate, remainder, subtract } from "./arithmetic.ts";
import { compare, equals } from "./compare.ts";
import {
  toBool,
  toBytesValue,
  toDouble,
  toDuration,
  toInteger,
  toText,
  toTimestamp,
  toUnsigned,
} from "./conversions.ts";
import { Failure, noOverload, type Outcome } from "./failure.ts";
import { contains, sizeOf } from "./lookup.ts";
import { timeField, timeFields } from "./time-fields.ts";
import { typeOf } from "./types.ts";

/** A function or an operator, of as many values as it takes. */
export type CelFunction = (...args: Value[]) => Outcome;

/** Functions that are not the same in all releases. */
type ReleaseFunction = (value: Value, envoyMinor: number) => Outcome;

/** How a function may be called. */
interface Declaration {
  run: CelFunction;
  /** How many arguments it takes; of a method with what stands before the dot. */
  counts: readonly number[];
  as: "function" | "method" | "both";
}

const same = new Map<string, Declaration>([
  ...operators({
    "+": add as CelFunction,
    "-": subtract as CelFunction,
    "*": multiply as CelFunction,
    "/": divide as CelFunction,
    "%": remainder as CelFunction,
    "==": (a, b) => equals(a as Value, b as Value),
    "!=": (a, b) => !equals(a as Value, b as Value),
    "<": ordered((order) => order < 0),
    "<=": ordered((order) => order <= 0),
    ">": ordered((order) => order > 0),
    ">=": ordered((order) => order >= 0),
    in: contains as CelFunction,
  }),
  ["-_", { run: negate as CelFunction, counts: [1], as: "function" }],
  ["!_", { run: (value) => (typeof value === "boolean" ? !value : noOverload), counts: [1], as: "function" }],
  ...functions({
    int: toInteger,
    uint: toUnsigned,
    double: toDouble,
    bytes: toBytesValue,
    bool: toBool,
    timestamp: toTimestamp,
    duration: toDuration,
    dyn: (value) => value,
    type: typeOf,
  }),
  ["size", { run: size as CelFunction, counts: [1], as: "both" }],
  ...onTexts({
    startsWith: (text, part) => text.startsWith(part),
    endsWith: (text, part) => text.endsWith(part),
    contains: (text, part) => text.includes(part),
    matches,
  }),
  ...timeFields.map((name): [string, Declaration] => [
    name,
    { run: (of, zone) => timeField(name, of as Value, zone), counts: [1, 2], as: "method" },
  ]),
]);

const ofReleases: Record<string, ReleaseFunction> = { string: toText };

/**
 * The function that a call means; `undefined` where there is none of this name for so many arguments.
 *
 * @param envoyMinor The release that is imitated: 36 to 40 for Envoy 1.36 to 1.40.
 */
export function findFunction(
  name: string,
  isMethod: boolean,
  count: number,
  envoyMinor: number,
): CelFunction | undefined {
  const ofRelease = Object.hasOwn(ofReleases, name) ? ofReleases[name] : undefined;
  if (ofRelease) return count === 1 && !isMethod ? (value) => ofRelease(value as Value, envoyMinor) : undefined;
  const found = same.get(name);
  if (!found?.counts.includes(count)) return undefined;
  return found.as === "both" || (found.as === "method") === isMethod ? found.run : undefined;
}

function operators(table: Record<string, CelFunction>): [string, Declaration][] {
  return Object.entries(table).map(([name, run]) => [name, { run, counts: [2], as: "function" }]);
}

function functions(table: Record<string, (value: Value) => Outcome>): [string, Declaration][] {
  return Object.entries(table).map(([name, run]) => [name, { run: run as CelFunction, counts: [1], as: "function" }]);
}

function onTexts(table: Record<string, (a: ByteString, b: ByteString) => Outcome>): [string, Declaration][] {
  return Object.entries(table).map(([name, ofTexts]) => {
    const run: CelFunction = (a, b) => (typeof a === "string" && typeof b === "string" ? ofTexts(a, b) : noOverload);
    return [name, { run, counts: [2], as: "both" }];
  });
}

function ordered(isSo: (order: number) => boolean): CelFunction {
  return (a, b) => {
    const order = compare(a as Value, b as Value);
    return order === undefined ? noOverload : isSo(order);
  };
}

function size(value: Value): Outcome {
  // Characters, where the others count bytes and entries
  if (typeof value === "string") return BigInt([...decode(value)].length);
  if (value instanceof Bytes) return BigInt(value.data.length);
  return sizeOf(value) ?? noOverload;
}

const badPattern = new Failure("malformed regular expression");

/** Whether a regular expression of RE2 matches anywhere. Its `\C`, a single byte, is not known here. */
function matches(text: ByteString, pattern: ByteString): Outcome {
  try {
    return RE2JS.compile(decode(pattern)).matcher(decode(text)).find();
  } catch {
    return badPattern;
  }
}
