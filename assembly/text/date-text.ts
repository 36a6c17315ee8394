// Parts of dates as text, for reading and writing them.
import { timeOfDay } from "./calendar";
import { isDigit, unitAt } from "./characters";

/** The months, three letters each. */
export function monthNames(): string {
  return "JanFebMarAprMayJunJulAugSepOctNovDec";
}

/** The days of the week, three letters each. */
export function dayNames(): string {
  return "SunMonTueWedThuFriSat";
}

/** The number that so many digits are; -1 when they are not all digits. */
export function digitsAt(text: string, at: i32, count: i32): i32 {
  let value = 0;
  for (let i = at; i < at + count; ++i) {
    if (!isDigit(unitAt(text, i))) return -1;
    value = value * 10 + unitAt(text, i) - 0x30;
  }
  return value;
}

/** Which of the names of three letters stands at an index, from 0; -1 for none. */
export function nameAt(text: string, at: i32, names: string): i32 {
  for (let i = 0; i < names.length; i += 3) {
    if (!hasAt(text, at, unitAt(names, i)) || !hasAt(text, at + 1, unitAt(names, i + 1))) continue;
    if (hasAt(text, at + 2, unitAt(names, i + 2))) return i / 3;
  }
  return -1;
}

/** Whether a text has a unit at an index. */
export function hasAt(text: string, at: i32, unit: i32): bool {
  return unitAt(text, at) == unit;
}

/** Writes a number as so many digits. */
export function putDigits(to: StaticArray<u8>, at: i32, value: i32, count: i32): void {
  for (let i = at + count - 1; i >= at; --i) {
    to[i] = <u8>(0x30 + (value % 10));
    value /= 10;
  }
}

/** Writes ASCII: a part of a text. */
export function putText(to: StaticArray<u8>, at: i32, text: string, start: i32 = 0, end: i32 = text.length): void {
  for (let i = start; i < end; ++i) to[at + i - start] = <u8>unitAt(text, i);
}

/** Writes the time of day: `08:49:37`. */
export function putTime(to: StaticArray<u8>, at: i32, time: i64): void {
  const seconds = timeOfDay(time) / 1000;
  putDigits(to, at, seconds / 3600, 2);
  to[at + 2] = 0x3a;
  putDigits(to, at + 3, (seconds / 60) % 60, 2);
  to[at + 5] = 0x3a;
  putDigits(to, at + 6, seconds % 60, 2);
}
