import { Bytes, Duration, Timestamp, Unsigned, type Value } from "../attributes/value.ts";
import { Failure, noOverload, type Outcome } from "./failure.ts";

const overflow = new Failure("integer overflow");
const divisionByZero = new Failure("division by zero");

export function add(a: Value, b: Value): Outcome {
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (a instanceof Bytes && b instanceof Bytes) return new Bytes(a.data + b.data);
  if (Array.isArray(a) && Array.isArray(b)) return [...a, ...b];
  if (a instanceof Duration && b instanceof Duration) return new Duration(a.nanoseconds + b.nanoseconds);
  if (a instanceof Timestamp && b instanceof Duration) return new Timestamp(a.nanoseconds + b.nanoseconds);
  if (a instanceof Duration && b instanceof Timestamp) return new Timestamp(a.nanoseconds + b.nanoseconds);
  return calculate(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );
}

export function subtract(a: Value, b: Value): Outcome {
  if (a instanceof Duration && b instanceof Duration) return new Duration(a.nanoseconds - b.nanoseconds);
  if (a instanceof Timestamp && b instanceof Duration) return new Timestamp(a.nanoseconds - b.nanoseconds);
  if (a instanceof Timestamp && b instanceof Timestamp) return new Duration(a.nanoseconds - b.nanoseconds);
  return calculate(
    a,
    b,
    (x, y) => x - y,
    (x, y) => x - y,
  );
}

export function multiply(a: Value, b: Value): Outcome {
  return calculate(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
  );
}

export function divide(a: Value, b: Value): Outcome {
  return calculate(
    a,
    b,
    (x, y) => (y === 0n ? undefined : x / y),
    (x, y) => x / y,
  );
}

export function remainder(a: Value, b: Value): Outcome {
  return calculate(a, b, (x, y) => (y === 0n ? undefined : x % y), undefined);
}

export function negate(value: Value): Outcome {
  if (typeof value === "number") return -value;
  return typeof value === "bigint" ? integer(-value) : noOverload;
}

/** Of two numbers of the same type; `undefined` from integers is a division by zero. */
function calculate(
  a: Value,
  b: Value,
  ofIntegers: (a: bigint, b: bigint) => bigint | undefined,
  ofDoubles: ((a: number, b: number) => number) | undefined,
): Outcome {
  if (typeof a === "bigint" && typeof b === "bigint") return integer(ofIntegers(a, b));
  if (a instanceof Unsigned && b instanceof Unsigned) return unsigned(ofIntegers(a.value, b.value));
  if (typeof a === "number" && typeof b === "number" && ofDoubles) return ofDoubles(a, b);
  return noOverload;
}

function integer(value: bigint | undefined): Outcome {
  if (value === undefined) return divisionByZero;
  return BigInt.asIntN(64, value) === value ? value : overflow;
}

function unsigned(value: bigint | undefined): Outcome {
  if (value === undefined) return divisionByZero;
  return BigInt.asUintN(64, value) === value ? new Unsigned(value) : overflow;
}
