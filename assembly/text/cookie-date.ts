import { invalidTime, timeFromParts } from "./calendar";
import { isDigit, isLetterOrDigit, lowerAscii, unitAt } from "./characters";
import { digitsAt, monthNames, nameAt } from "./date-text";

/**
 * Reads the date of a cookie's `Expires` as browsers do (RFC 6265, section 5.1.1): its parts in nearly any order, between
 * nearly any characters. In milliseconds since 1970-01-01T00:00:00Z; {@link invalidTime} when a part is missing or wrong.
 */
export function parseCookieDate(text: string): i64 {
  let time = -1;
  let day = -1;
  let month = -1;
  let year = -1;
  for (let at = 0; at < text.length; ) {
    if (isDelimiter(unitAt(text, at))) {
      ++at;
      continue;
    }
    const start = at;
    while (at < text.length && !isDelimiter(unitAt(text, at))) ++at;
    const token = text.substring(start, at);
    // Each part is the first token that can be it, tried in this order
    if (time < 0 && (time = timeOfToken(token)) >= 0) continue;
    if (day < 0 && (day = numberOfToken(token, 1, 2)) >= 0) continue;
    if (month < 0 && (month = nameAt(lowerAscii(token), 0, lowerAscii(monthNames()))) >= 0) continue;
    if (year < 0) year = numberOfToken(token, 2, 4);
  }
  if (year >= 70 && year <= 99) year += 1900;
  else if (year >= 0 && year <= 69) year += 2000;
  if (time < 0 || day < 0 || year < 1601) return invalidTime;
  const second = time % 100;
  return second > 59 ? invalidTime : timeFromParts(year, month + 1, day, time / 10000, (time / 100) % 100, second);
}

function isDelimiter(unit: i32): bool {
  return !isLetterOrDigit(unit) && unit != 0x3a && unit < 0x7f && (unit >= 0x20 || unit == 0x09);
}

// Digits at the begin of a token, which no other digit follows; -1 when there are fewer or more than allowed.
function numberOfToken(token: string, fewest: i32, most: i32): i32 {
  let count = 0;
  while (isDigit(unitAt(token, count))) ++count;
  return count < fewest || count > most ? -1 : digitsAt(token, 0, count);
}

// Hour, minute and second of one or two digits each, as one number; -1 when the token does not begin so.
function timeOfToken(token: string): i32 {
  let time = 0;
  let at = 0;
  for (let part = 0; part < 3; ++part) {
    if (part > 0 && unitAt(token, at++) != 0x3a) return -1;
    let count = 0;
    while (isDigit(unitAt(token, at + count))) ++count;
    if (count < 1 || count > 2) return -1;
    time = time * 100 + digitsAt(token, at, count);
    at += count;
  }
  return time;
}
