import { decodeUtf8 } from "../encoding/utf8";
import { day, hasFourDigitYear, invalidTime, month, splitTime, timeFromParts, timeOfDay, year } from "./calendar";
import { isDigit, unitAt } from "./characters";
import { digitsAt, hasAt, putDigits, putText, putTime } from "./date-text";

/**
 * A time as in JSON and logs: `1994-11-06T08:49:37.000Z` (RFC 3339), as JavaScript's `toISOString`. The time is in
 * milliseconds since 1970-01-01T00:00:00Z; empty for years other than 0 to 9999 and for {@link invalidTime}.
 *
 * @example
 * log.info(`began at ${formatRfc3339(<i64>(now() / 1_000_000))}`);
 */
export function formatRfc3339(time: i64): string {
  if (!hasFourDigitYear(time)) return "";
  splitTime(time);
  const text = new StaticArray<u8>(24);
  putText(text, 0, "    -  -  T        .   Z");
  putDigits(text, 0, year, 4);
  putDigits(text, 5, month, 2);
  putDigits(text, 8, day, 2);
  putTime(text, 11, time);
  putDigits(text, 20, timeOfDay(time) % 1000, 3);
  return decodeUtf8(text);
}

/**
 * Reads a date and time of RFC 3339, such as `1994-11-06T08:49:37.123+01:00`, as milliseconds since 1970-01-01T00:00:00Z;
 * {@link invalidTime} for anything else, and for dates that there are not. What is finer than a millisecond is cut off.
 *
 * @example
 * const expiry = parseRfc3339("2030-01-01T00:00:00Z"); // what is invalid has expired
 * if (expiry < <i64>(now() / 1_000_000)) this.sendLocalReply(403, "expired");
 */
export function parseRfc3339(text: string): i64 {
  if (!hasAt(text, 4, 0x2d) || !hasAt(text, 7, 0x2d) || (unitAt(text, 10) | 0x20) != 0x74) return invalidTime;
  if (!hasAt(text, 13, 0x3a) || !hasAt(text, 16, 0x3a)) return invalidTime;
  let at = 19;
  let milliseconds = 0;
  if (hasAt(text, at, 0x2e)) {
    let unit = 100;
    while (isDigit(unitAt(text, ++at))) {
      milliseconds += (unitAt(text, at) - 0x30) * unit;
      unit /= 10;
    }
    if (at == 20) return invalidTime;
  }
  const offset = offsetAt(text, at);
  const yearRead = digitsAt(text, 0, 4);
  if (offset == i32.MIN_VALUE || yearRead < 0) return invalidTime;
  const time = timeFromParts(
    yearRead,
    digitsAt(text, 5, 2),
    digitsAt(text, 8, 2),
    digitsAt(text, 11, 2),
    digitsAt(text, 14, 2),
    digitsAt(text, 17, 2),
    offset,
  );
  return time == invalidTime ? time : time + milliseconds;
}

// The offset with which a text ends, in minutes; i32.MIN_VALUE when there is none.
function offsetAt(text: string, at: i32): i32 {
  if ((unitAt(text, at) | 0x20) == 0x7a) return at + 1 == text.length ? 0 : i32.MIN_VALUE;
  const isNegative = hasAt(text, at, 0x2d);
  const hours = digitsAt(text, at + 1, 2);
  const minutes = digitsAt(text, at + 4, 2);
  if (!isNegative && !hasAt(text, at, 0x2b)) return i32.MIN_VALUE;
  if (<u32>hours > 23 || <u32>minutes > 59 || !hasAt(text, at + 3, 0x3a) || at + 6 != text.length) return i32.MIN_VALUE;
  const offset = hours * 60 + minutes;
  return isNegative ? -offset : offset;
}
