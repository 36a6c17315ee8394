import type { Duration, Timestamp } from "../attributes/value.ts";
import { civilOf } from "./civil-time.ts";

/** A floating-point number as `string()` writes it: the fewest digits that read back, from a million on with an exponent. */
export function printDouble(value: number): string {
  // What comes of 0.0 / 0.0 on x86
  return Number.isNaN(value) ? "-nan(ind)" : print(value, value.toExponential());
}

/** As `string()` wrote it before Envoy 1.40: with six digits. */
export function printDoubleShortly(value: number): string {
  const [digits = "", power] = sixDigits(value).split("e");
  return Number.isNaN(value) ? "nan" : print(value, `${Number(digits)}e${power}`);
}

/** Rounded to the even digit where two are as near; JavaScript takes the greater one. */
function sixDigits(value: number): string {
  const [, even, exponent] = /^(-?\d\.\d{4}[02468])50*(e.*)$/.exec(value.toExponential(50)) ?? [];
  return even === undefined ? value.toExponential(5) : `${even}${exponent}`;
}

/** @param exponential The digits to print, with an exponent. */
function print(value: number, exponential: string): string {
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  if (value === 0) return Object.is(value, -0) ? "-0" : "0";
  const [digits = "", power = "0"] = exponential.split("e");
  const exponent = Number(power);
  // Numbers of this size JavaScript writes without an exponent, too
  if (exponent >= -4 && exponent < 6) return String(Number(exponential));
  const size = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits}e${exponent < 0 ? "-" : "+"}${size}`;
}

const secondsInNanoseconds = 1_000_000_000n;

/** `1.500s` */
export function printDuration({ nanoseconds }: Duration): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const sign = nanoseconds < 0n ? "-" : "";
  return `${sign}${size / secondsInNanoseconds}${printFraction(size % secondsInNanoseconds)}s`;
}

/** `2020-01-02T03:04:05.678Z`; `undefined` beyond the year 9999. */
export function printTimestamp(timestamp: Timestamp): string | undefined {
  const { year, month, day, hour, minute, second, nanosecond } = civilOf(timestamp.nanoseconds);
  if (year < 1 || year > 9999) return undefined;
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  return `${date}T${two(hour)}:${two(minute)}:${two(second)}${printFraction(BigInt(nanosecond))}Z`;
}

/** Nothing, or a point and 3, 6 or 9 digits. */
function printFraction(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "";
  return `.${String(nanoseconds)
    .padStart(9, "0")
    .replace(/(?:000){1,2}$/, "")}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
