import { Bytes, Duration, Timestamp, Unsigned, type Value } from "../attributes/value.ts";
import { toBytes } from "../bytes.ts";
import { Failure, noOverload, type Outcome } from "./failure.ts";
import { parseDuration, parseTimestamp } from "./parse-time.ts";
import { printDouble, printDoubleShortly, printDuration, printTimestamp } from "./print.ts";

const malformed = new Failure("malformed text");
const outOfRange = new Failure("out of range");

export function toInteger(value: Value): Outcome {
  if (typeof value === "bigint") return value;
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value === "string") return /^\s*[+-]?\d+\s*$/.test(value) ? integer(BigInt(unsigned(value))) : malformed;
  if (typeof value === "number") return Math.abs(value) < 2 ** 63 ? BigInt(Math.trunc(value)) : outOfRange;
  if (value instanceof Unsigned) return integer(value.value);
  return value instanceof Timestamp ? secondsOf(value) : noOverload;
}

export function toUnsigned(value: Value): Outcome {
  if (value instanceof Unsigned) return value;
  if (typeof value === "bigint") return unsignedOf(value);
  if (typeof value === "string") return /^\s*\+?\d+\s*$/.test(value) ? unsignedOf(BigInt(unsigned(value))) : malformed;
  if (typeof value === "number")
    return value >= 0 && value < 2 ** 64 ? new Unsigned(BigInt(Math.trunc(value))) : outOfRange;
  return noOverload;
}

export function toDouble(value: Value): Outcome {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Unsigned) return Number(value.value);
  return typeof value === "string" ? (doubleOf(value.trim()) ?? malformed) : noOverload;
}

/** @param envoyMinor The release that is imitated, see `findFunction`. */
export function toText(value: Value, envoyMinor: number): Outcome {
  switch (typeof value) {
    case "string":
      return value;
    case "bigint":
      return String(value);
    case "boolean":
      return envoyMinor > 36 ? String(value) : noOverload;
    case "number":
      return envoyMinor > 39 ? printDouble(value) : printDoubleShortly(value);
  }
  if (value instanceof Unsigned) return String(value.value);
  if (value instanceof Duration) return printDuration(value);
  if (value instanceof Timestamp) return printTimestamp(value) ?? outOfRange;
  return value instanceof Bytes ? textOf(value) : noOverload;
}

export function toBytesValue(value: Value): Outcome {
  if (typeof value === "string") return new Bytes(value);
  return value instanceof Bytes ? value : noOverload;
}

export function toBool(value: Value): Outcome {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return noOverload;
  if (["1", "t", "true", "TRUE", "True"].includes(value)) return true;
  return ["0", "f", "false", "FALSE", "False"].includes(value) ? false : malformed;
}

export function toTimestamp(value: Value): Outcome {
  if (value instanceof Timestamp) return value;
  if (typeof value === "bigint") return new Timestamp(value * 1_000_000_000n);
  return typeof value === "string" ? (parseTimestamp(value) ?? malformed) : noOverload;
}

export function toDuration(value: Value): Outcome {
  if (value instanceof Duration) return value;
  return typeof value === "string" ? (parseDuration(value) ?? malformed) : noOverload;
}

/** `BigInt` takes no plus. */
function unsigned(text: string): string {
  return text.trim().replace(/^\+/, "");
}

function integer(value: bigint): Outcome {
  return BigInt.asIntN(64, value) === value ? value : outOfRange;
}

function unsignedOf(value: bigint): Outcome {
  return BigInt.asUintN(64, value) === value ? new Unsigned(value) : outOfRange;
}

function secondsOf({ nanoseconds }: Timestamp): bigint {
  const seconds = nanoseconds / 1_000_000_000n;
  return nanoseconds % 1_000_000_000n < 0n ? seconds - 1n : seconds;
}

function doubleOf(text: string): number | undefined {
  const [, sign = "", word = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  const size = sizeOf(word.toLowerCase());
  return sign === "-" && size !== undefined ? -size : size;
}

function sizeOf(word: string): number | undefined {
  if (word === "inf" || word === "infinity") return Number.POSITIVE_INFINITY;
  if (word === "nan") return Number.NaN;
  if (/^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/.test(word)) return Number(word);
  const [, whole, fraction = "", power = "0"] = /^0x([\da-f]+)(?:\.([\da-f]*))?(?:p([+-]?\d+))?$/.exec(word) ?? [];
  if (whole === undefined) return undefined;
  return Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(power) - 4 * fraction.length);
}

const strict = new TextDecoder("utf-8", { fatal: true });

function textOf({ data }: Bytes): Outcome {
  try {
    strict.decode(toBytes(data));
    return data;
  } catch {
    return malformed;
  }
}
