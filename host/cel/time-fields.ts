import { Duration, Timestamp, type Value } from "../attributes/value.ts";
import { type ByteString, toText } from "../bytes.ts";
import { type CivilTime, civilOf, daysOf, nanosecondsOf } from "./civil-time.ts";
import { Failure, noOverload, type Outcome } from "./failure.ts";

const noZone = new Failure("no such time zone");

/** What a method such as `getHours` takes of a time, and of a duration where it is for these. */
interface TimeField {
  ofTime: (time: CivilTime) => number;
  /** Nanoseconds in one of it, and how many of it there are in the next greater one, where only the rest counts. */
  ofDuration?: { unit: bigint; modulo?: bigint };
}

const fields: Record<string, TimeField> = {
  getFullYear: { ofTime: ({ year }) => year },
  getMonth: { ofTime: ({ month }) => month - 1 },
  getDate: { ofTime: ({ day }) => day },
  getDayOfMonth: { ofTime: ({ day }) => day - 1 },
  getDayOfWeek: { ofTime: ({ year, month, day }) => (((daysOf(year, month, day) + 4) % 7) + 7) % 7 },
  getDayOfYear: { ofTime: ({ year, month, day }) => daysOf(year, month, day) - daysOf(year, 1, 1) },
  getHours: { ofTime: ({ hour }) => hour, ofDuration: { unit: 3_600_000_000_000n } },
  getMinutes: { ofTime: ({ minute }) => minute, ofDuration: { unit: 60_000_000_000n } },
  getSeconds: { ofTime: ({ second }) => second, ofDuration: { unit: 1_000_000_000n } },
  getMilliseconds: {
    ofTime: ({ nanosecond }) => Math.floor(nanosecond / 1_000_000),
    ofDuration: { unit: 1_000_000n, modulo: 1000n },
  },
};

export const timeFields: readonly string[] = Object.keys(fields);

/** What a method takes of a time or a duration. */
export function timeField(name: string, of: Value, zone: Value | undefined): Outcome {
  const field = fields[name] as TimeField;
  if (of instanceof Duration && zone === undefined && field.ofDuration) {
    const { unit, modulo } = field.ofDuration;
    const count = of.nanoseconds / unit;
    return modulo === undefined ? count : count % modulo;
  }
  if (!(of instanceof Timestamp) || (zone !== undefined && typeof zone !== "string")) return noOverload;
  const time = inZone(of.nanoseconds, zone ?? "");
  return time ? BigInt(field.ofTime(time)) : noZone;
}

/** What a clock in a zone shows: `+02:30`, or a name of the time zone database. */
function inZone(nanoseconds: bigint, zone: ByteString): CivilTime | undefined {
  const [, utcOffset] = /^Fixed\/UTC([+-]\d\d:\d\d):00$/.exec(zone) ?? [];
  const [, sign, hours, minutes] = /^([+-]?)(\d+):(\d+)$/.exec(utcOffset ?? zone) ?? [];
  if (minutes !== undefined) {
    const offset = BigInt(Number(hours) * 60 + Number(minutes)) * 60_000_000_000n;
    return civilOf(nanoseconds + (sign === "-" ? -offset : offset));
  }
  if (zone === "" || zone === "UTC" || zone === "libc:UTC") return civilOf(nanoseconds);
  // Envoy's names have upper and lower case, which those of JavaScript do not
  return /[A-Z]/.test(zone) ? inNamedZone(nanoseconds, toText(zone)) : undefined;
}

function inNamedZone(nanoseconds: bigint, timeZone: string): CivilTime | undefined {
  try {
    const format = new Intl.DateTimeFormat("en-US-u-hc-h23", {
      timeZone,
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    const utc = civilOf(nanoseconds);
    const milliseconds = Number(nanosecondsOf({ ...utc, nanosecond: 0 }) / 1_000_000n);
    const parts = new Map(format.formatToParts(milliseconds).map(({ type, value }) => [type, value]));
    const [year, month, day, hour, minute, second] = (
      ["year", "month", "day", "hour", "minute", "second"] as const
    ).map((name) => Number(parts.get(name))) as [number, number, number, number, number, number];
    const isBefore = parts.get("era") === "BC";
    return { year: isBefore ? 1 - year : year, month, day, hour, minute, second, nanosecond: utc.nanosecond };
  } catch (error) {
    // No such zone, or a time beyond those of JavaScript
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
