/**
 * What the analysis knows of a value.
 *
 * - `unknown`: nothing. Two of them are the same value only where they are the same object.
 * - `constant`: a number of 32 bits.
 * - `parameter`: what the function was given; `global`: what a global held when it was called.
 * - `operation`: computed of others.
 * - `choice`: one of several, by the way that was taken. Choices with the same `at` go the same way.
 * - `result`: what a call of an encoder gave, or left in a global.
 * - `kept`: a name that the module has put into an object; `name` is that of the function that gives it.
 */
export type Value =
  | { kind: "unknown" }
  | { kind: "constant"; number: number }
  | { kind: "parameter"; index: number }
  | { kind: "global"; index: number }
  | { kind: "operation"; code: number; left: Value; right: Value }
  | { kind: "kept"; name: string }
  | { kind: "choice"; at: number; values: readonly Value[] }
  | { kind: "result"; callee: number; args: readonly Value[]; global: number | null };

/** Values that are made of more are unknown. */
const mostParts = 40;

export function unknown(): Value {
  return { kind: "unknown" };
}

export function constant(number: number): Value {
  return { kind: "constant", number: number | 0 };
}

/** Operations on two numbers of 32 bits that are followed. */
export const operations = new Map<number, (left: number, right: number) => number>([
  [0x45, (left) => Number(left === 0)],
  [0x46, (left, right) => Number(left === right)],
  [0x47, (left, right) => Number(left !== right)],
  [0x48, (left, right) => Number(left < right)],
  [0x49, (left, right) => Number(left >>> 0 < right >>> 0)],
  [0x4a, (left, right) => Number(left > right)],
  [0x4b, (left, right) => Number(left >>> 0 > right >>> 0)],
  [0x4c, (left, right) => Number(left <= right)],
  [0x4d, (left, right) => Number(left >>> 0 <= right >>> 0)],
  [0x4e, (left, right) => Number(left >= right)],
  [0x4f, (left, right) => Number(left >>> 0 >= right >>> 0)],
  [0x6a, (left, right) => (left + right) | 0],
  [0x6b, (left, right) => (left - right) | 0],
  [0x6c, (left, right) => Math.imul(left, right)],
  [0x71, (left, right) => left & right],
  [0x72, (left, right) => left | right],
  [0x73, (left, right) => left ^ right],
  [0x74, (left, right) => left << right],
  [0x75, (left, right) => left >> right],
  [0x76, (left, right) => left >>> right],
]);

/** What an operation gives. `right` is any where it takes one value. */
export function operate(code: number, left: Value, right: Value): Value {
  const compute = operations.get(code);
  if (!compute || left.kind === "unknown" || right.kind === "unknown") return unknown();
  if (left.kind === "constant" && right.kind === "constant") return constant(compute(left.number, right.number));
  if (left.kind === "choice" && right.kind === "choice" && left.at === right.at) {
    return choose(
      left.at,
      left.values.map((value, way) => operate(code, value, right.values[way] ?? unknown())),
    );
  }
  if (left.kind === "choice") {
    return choose(
      left.at,
      left.values.map((value) => operate(code, value, right)),
    );
  }
  if (right.kind === "choice") {
    return choose(
      right.at,
      right.values.map((value) => operate(code, left, value)),
    );
  }
  return limited({ kind: "operation", code, left, right });
}

/** One of several values; that value itself where all are the same. */
export function choose(at: number, values: readonly Value[]): Value {
  const [first] = values;
  if (!first) return unknown();
  if (values.every((value) => same(value, first))) return first;
  if (values.every(({ kind }) => kind === "unknown")) return unknown();
  return limited({ kind: "choice", at, values });
}

/** What a call of an encoder gave, or left in a global. */
export function resultOf(callee: number, args: readonly Value[], global: number | null): Value {
  return args.some(({ kind }) => kind === "unknown") ? unknown() : limited({ kind: "result", callee, args, global });
}

/** Whether it is made of a parameter, or of what a global held at the call. */
export function hasParameter(value: Value): boolean {
  switch (value.kind) {
    case "parameter":
    case "global":
      return true;
    case "operation":
      return hasParameter(value.left) || hasParameter(value.right);
    case "choice":
      return value.values.some(hasParameter);
    case "result":
      return value.args.some(hasParameter);
    default:
      return false;
  }
}

/** Gives each choice of a function that is called a number of its own for this call. */
export function ownWays(next: () => number): (at: number) => number {
  const own = new Map<number, number>();
  return (at) => {
    const way = own.get(at) ?? next();
    own.set(at, way);
    return way;
  };
}

/** A call, as it is seen by the function that makes it. */
export interface CallSite {
  args: readonly Value[];
  global(index: number): Value;
  /** The choices of the called function have numbers of their own for each call. */
  wayOf(at: number): number;
}

/** The value with what a call gave in place of parameters. */
export function substitute(value: Value, site: CallSite): Value {
  switch (value.kind) {
    case "parameter":
      return site.args[value.index] ?? unknown();
    case "global":
      return site.global(value.index);
    case "operation":
      return operate(value.code, substitute(value.left, site), substitute(value.right, site));
    case "choice":
      return choose(
        site.wayOf(value.at),
        value.values.map((one) => substitute(one, site)),
      );
    case "result":
      return resultOf(
        value.callee,
        value.args.map((one) => substitute(one, site)),
        value.global,
      );
    default:
      return value;
  }
}

function same(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (left.kind === "constant") return right.kind === "constant" && left.number === right.number;
  if (left.kind !== "parameter" && left.kind !== "global") return false;
  return right.kind === left.kind && left.index === right.index;
}

function limited(value: Value): Value {
  return parts(value, mostParts) > mostParts ? unknown() : value;
}

/** How many values it is made of, as far as `most`. */
function parts(value: Value, most: number): number {
  let count = 1;
  for (const inner of partsOf(value)) {
    if (count > most) break;
    count += parts(inner, most - count);
  }
  return count;
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case "operation":
      return [value.left, value.right];
    case "choice":
      return value.values;
    case "result":
      return value.args;
    default:
      return [];
  }
}
