/** A date and a time of day, months and days from 1. */
export interface CivilTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  nanosecond: number;
}

const nanosecondsOfDay = 86_400_000_000_000n;
/** From 0000-03-01 to 1970-01-01, and in 400 years. */
const daysToEpoch = 719_468;
const daysOfEra = 146_097;

/** What a clock in UTC shows so many nanoseconds after 1970. */
export function civilOf(nanoseconds: bigint): CivilTime {
  const days = floorDivide(nanoseconds, nanosecondsOfDay);
  const ofDay = nanoseconds - days * nanosecondsOfDay;
  const seconds = Number(ofDay / 1_000_000_000n);
  return {
    ...dateOf(Number(days)),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    nanosecond: Number(ofDay % 1_000_000_000n),
  };
}

/** The nanoseconds from 1970 to a time in UTC. */
export function nanosecondsOf({ year, month, day, hour, minute, second, nanosecond }: CivilTime): bigint {
  const seconds = BigInt(hour * 3600 + minute * 60 + second);
  return BigInt(daysOf(year, month, day)) * nanosecondsOfDay + seconds * 1_000_000_000n + BigInt(nanosecond);
}

/** Days from 1970 to a date. Years begin in March here, so that the leap day is their last. */
export function daysOf(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return era * daysOfEra + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - daysToEpoch;
}

function dateOf(daysFromEpoch: number): Pick<CivilTime, "year" | "month" | "day"> {
  const days = daysFromEpoch + daysToEpoch;
  const era = Math.floor(days / daysOfEra);
  const ofEra = days - era * daysOfEra;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by < 0n ? quotient - 1n : quotient;
}
