// The Gregorian calendar before and after its introduction, without leap seconds: the one of RFC 3339 and of JavaScript.

/** What stands for no time, where a time is in milliseconds since 1970-01-01T00:00:00Z. */
export const invalidTime: i64 = i64.MIN_VALUE;

/** Milliseconds of a day. */
const dayLength: i64 = 86400000;

/** The date that {@link splitTime} has found; month and day count from 1. */
export let year: i32 = 0;
export let month: i32 = 0;
export let day: i32 = 0;

/** Days of 400 years, after which the calendar repeats, and the days from 0000-03-01 to 1970-01-01. */
const cycle: i32 = 146097;
const epochDay: i32 = 719468;

/** The days from 1970-01-01 to a date, whose month counts from 1. */
function daysFromDate(year: i32, month: i32, day: i32): i64 {
  // Years begin in March, so that the day of a leap year comes last
  const shifted = month > 2 ? year : year - 1;
  const cycles = floorDivide(shifted, 400);
  const yearOfCycle = shifted - cycles * 400;
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return <i64>cycles * cycle + yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear - epochDay;
}

// Finds the date that comes so many days after 1970-01-01, at most 10000 years from it.
function splitDays(days: i32): void {
  const shifted = days + epochDay;
  const cycles = floorDivide(shifted, cycle);
  const dayOfCycle = shifted - cycles * cycle;
  const leapDays = dayOfCycle / 1460 - dayOfCycle / 36524 + dayOfCycle / 146096;
  const yearOfCycle = (dayOfCycle - leapDays) / 365;
  const dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
  const shiftedMonth = (5 * dayOfYear + 2) / 153;
  day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
  month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  year = cycles * 400 + yearOfCycle + (month <= 2 ? 1 : 0);
}

/** The days of a month, which counts from 1. */
function daysInMonth(year: i32, month: i32): i32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

function floorDivide(value: i32, by: i32): i32 {
  return (value >= 0 ? value : value - by + 1) / by;
}

/** Whether a time is of the years 0 to 9999. */
export function hasFourDigitYear(time: i64): bool {
  return time >= -62167219200000 && time < 253402300800000;
}

/** Finds the date of a time of a year of four digits; gives the days since 1970-01-01. */
export function splitTime(time: i64): i32 {
  const days = <i32>((time - timeOfDay(time)) / dayLength);
  splitDays(days);
  return days;
}

/** Milliseconds since midnight. */
export function timeOfDay(time: i64): i32 {
  return <i32>(((time % dayLength) + dayLength) % dayLength);
}

/**
 * A time in milliseconds since 1970-01-01T00:00:00Z; {@link invalidTime} when a part is out of range, 30 February or -1. The
 * offset to UTC is in minutes. The 60th second is one only at the end of a day of UTC, where leap seconds are.
 */
export function timeFromParts(
  year: i32,
  month: i32,
  day: i32,
  hour: i32,
  minute: i32,
  second: i32,
  offset: i32 = 0,
): i64 {
  if (<u32>(month - 1) > 11 || day < 1 || day > daysInMonth(year, month)) return invalidTime;
  if (<u32>hour > 23 || <u32>minute > 59 || <u32>second > 60) return invalidTime;
  const seconds = ((hour * 60 + minute - offset) * 60 + second) as i64;
  const time = daysFromDate(year, month, day) * dayLength + seconds * 1000;
  return second < 60 || time % dayLength == 0 ? time : invalidTime;
}
