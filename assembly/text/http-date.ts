import { now } from "../clock/clock";
import { decodeUtf8 } from "../encoding/utf8";
import { day, hasFourDigitYear, invalidTime, month, splitTime, timeFromParts, year } from "./calendar";
import { startsAt } from "./characters";
import { dayNames, digitsAt, hasAt, monthNames, nameAt, putDigits, putText, putTime } from "./date-text";

/** Milliseconds of 50 years of the calendar. */
const fiftyYears: i64 = 1577847600000;

/**
 * A time as in `date`, `expires` and `last-modified`: `Sun, 06 Nov 1994 08:49:37 GMT` (IMF-fixdate, RFC 9110, section 5.6.7).
 * The time is in milliseconds since 1970-01-01T00:00:00Z; empty for years other than 0 to 9999 and for {@link invalidTime}.
 *
 * @example
 * this.response.headers.set("expires", formatHttpDate(<i64>(now() / 1_000_000) + 3_600_000));
 */
export function formatHttpDate(time: i64): string {
  if (!hasFourDigitYear(time)) return "";
  const days = splitTime(time);
  const text = new StaticArray<u8>(29);
  const weekday = (((days + 4) % 7) + 7) % 7;
  putText(text, 0, dayNames(), weekday * 3, weekday * 3 + 3);
  putText(text, 3, ",    ");
  putDigits(text, 5, day, 2);
  putText(text, 8, monthNames(), month * 3 - 3, month * 3);
  text[11] = 0x20;
  putDigits(text, 12, year, 4);
  text[16] = 0x20;
  putTime(text, 17, time);
  putText(text, 25, " GMT");
  return decodeUtf8(text);
}

/**
 * Reads a date of HTTP in any of its three forms (RFC 9110, section 5.6.7) as milliseconds since 1970-01-01T00:00:00Z;
 * {@link invalidTime} for anything else, and for dates that there are not. Whether the day of the week is right is not looked at.
 *
 * A year of two digits is the one that is at most 50 years after `reference`, which is the present unless it is given.
 *
 * @example
 * const since = this.request.headers.get("if-modified-since");
 * const time = since === null ? invalidTime : parseHttpDate(since);
 */
export function parseHttpDate(text: string, reference: i64 = invalidTime): i64 {
  if (text.length == 24) return parseAsctime(text);
  const comma = text.indexOf(",");
  if (comma < 0) return invalidTime;
  if (comma == 3) return parseFixdate(text);
  return isLongDayName(text, comma) ? parseShortYear(text, comma + 2, reference) : invalidTime;
}

// Sun, 06 Nov 1994 08:49:37 GMT
function parseFixdate(text: string): i64 {
  if (text.length != 29 || nameAt(text, 0, dayNames()) < 0 || !startsAt(text, ", ", 3)) return invalidTime;
  if (!hasAt(text, 7, 0x20) || !hasAt(text, 11, 0x20) || !hasAt(text, 16, 0x20)) return invalidTime;
  const yearRead = digitsAt(text, 12, 4);
  return yearRead < 0 || !text.endsWith(" GMT") ? invalidTime : timeAt(text, 17, yearRead, 8, digitsAt(text, 5, 2));
}

// Sunday, 06-Nov-94 08:49:37 GMT, from the day on
function parseShortYear(text: string, at: i32, reference: i64): i64 {
  if (text.length != at + 22 || !hasAt(text, at - 1, 0x20) || !text.endsWith(" GMT")) return invalidTime;
  if (!hasAt(text, at + 2, 0x2d) || !hasAt(text, at + 6, 0x2d) || !hasAt(text, at + 9, 0x20)) return invalidTime;
  const shortYear = digitsAt(text, at + 7, 2);
  if (shortYear < 0) return invalidTime;
  const present = hasFourDigitYear(reference) ? reference : <i64>(now() / 1000000);
  splitTime(present);
  const latest = year + 50;
  const readYear = latest - ((latest - shortYear + 100) % 100);
  const dayRead = digitsAt(text, at, 2);
  const time = timeAt(text, at + 10, readYear, at + 3, dayRead);
  return time <= present + fiftyYears ? time : timeAt(text, at + 10, readYear - 100, at + 3, dayRead);
}

// Sun Nov  6 08:49:37 1994
function parseAsctime(text: string): i64 {
  if (nameAt(text, 0, dayNames()) < 0 || !hasAt(text, 3, 0x20) || !hasAt(text, 7, 0x20)) return invalidTime;
  if (!hasAt(text, 10, 0x20) || !hasAt(text, 19, 0x20)) return invalidTime;
  const yearRead = digitsAt(text, 20, 4);
  const dayRead = hasAt(text, 8, 0x20) ? digitsAt(text, 9, 1) : digitsAt(text, 8, 2);
  return yearRead < 0 ? invalidTime : timeAt(text, 11, yearRead, 4, dayRead);
}

// The time of day at one index, the name of the month at another.
function timeAt(text: string, at: i32, year: i32, monthAt: i32, day: i32): i64 {
  if (!hasAt(text, at + 2, 0x3a) || !hasAt(text, at + 5, 0x3a)) return invalidTime;
  const month = nameAt(text, monthAt, monthNames()) + 1;
  const hour = digitsAt(text, at, 2);
  return timeFromParts(year, month, day, hour, digitsAt(text, at + 3, 2), digitsAt(text, at + 6, 2));
}

function isLongDayName(text: string, end: i32): bool {
  const name = text.substring(0, end);
  if (name == "Sunday" || name == "Monday" || name == "Tuesday" || name == "Wednesday") return true;
  return name == "Thursday" || name == "Friday" || name == "Saturday";
}
