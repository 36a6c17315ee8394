import { Duration, Timestamp } from "../attributes/value.ts";
import { civilOf, nanosecondsOf } from "./civil-time.ts";

/** Later than any other time. */
const infinite = 2n ** 200n;
const date = String.raw`([+-]?\d{1,15})-(\d{1,2})-(\d{1,2})`;
const time = String.raw`(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d+))?`;
const zone = String.raw`(?:Z|([+-])(\d\d)(?::?(\d\d))?)`;
const timestamp = new RegExp(String.raw`^\s*${date}T${time}${zone}\s*$`, "i");

/** Reads a time as RFC 3339 has it, or `infinite-future`; leading zeros may be missing. */
export function parseTimestamp(text: string): Timestamp | undefined {
  if (text === "infinite-future") return new Timestamp(infinite);
  if (text === "infinite-past") return new Timestamp(-infinite);
  const found = timestamp.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  const [fraction = "", sign, zoneHours = "0", zoneMinutes = "0"] = found.slice(7);
  const isInDay = hour < 24 && minute < 60 && second <= 60;
  const isInZone = Number(zoneHours) < 24 && Number(zoneMinutes) < 60;
  if (!isInDay || !isInZone || !isDate(year, month, day)) return undefined;
  const nanosecond = Number(fraction.slice(0, 9).padEnd(9, "0"));
  const utc = nanosecondsOf({ year, month, day, hour, minute, second, nanosecond });
  const offset = BigInt(Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000_000_000n;
  return new Timestamp(sign === "-" ? utc + offset : utc - offset);
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const read = civilOf(nanosecondsOf({ year, month, day, hour: 0, minute: 0, second: 0, nanosecond: 0 }));
  return read.month === month && read.day === day;
}

const units: Record<string, bigint> = {
  ns: 1n,
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const part = /(\d+(?:\.\d*)?|\.\d+)(ns|us|ms|s|m|h)/g;
const longest = 315_576_000_000n * 1_000_000_000n;

/** Reads `1h30m`, `1.5s`, `-2ms` and so on, up to ten thousand years. */
export function parseDuration(text: string): Duration | undefined {
  const [, sign = "", parts = ""] = /^([+-]?)(.*)$/s.exec(text) ?? [];
  if (parts === "0") return new Duration(0n);
  if (parts === "" || parts.replace(part, "") !== "") return undefined;
  let nanoseconds = 0n;
  for (const [, number = "", unit = ""] of parts.matchAll(part)) nanoseconds += scaled(number, units[unit] ?? 0n);
  if (nanoseconds > longest) return undefined;
  return new Duration(sign === "-" ? -nanoseconds : nanoseconds);
}

function scaled(number: string, unit: bigint): bigint {
  const [whole = "", fraction = ""] = number.split(".");
  const digits = fraction.slice(0, 18);
  return BigInt(whole || "0") * unit + (BigInt(digits || "0") * unit) / 10n ** BigInt(digits.length);
}
