import { beforeAll, describe, expect, test } from "vitest";
import { buildProbe } from "./support/build-probe.ts";
import { generator, mutate } from "./support/mutate.ts";
import { type RunningProbe, runProbe } from "./support/run-probe.ts";

let probe: RunningProbe;
/** What the host's clock says, in milliseconds. */
let clock = Date.UTC(2026, 0, 1);

beforeAll(async () => {
  const built = await buildProbe("dates");
  probe = await runProbe(built, {
    clock_time_get(host, args) {
      new DataView(host.memory.buffer).setBigUint64(args[2] ?? 0, BigInt(clock) * 1_000_000n, true);
      return 0;
    },
  });
});

const invalid = -(2n ** 63n);
const noReference = invalid;
const firstTime = Date.parse("0000-01-01T00:00:00.000Z");
const lastTime = Date.parse("9999-12-31T23:59:59.999Z");

function format(name: "toHttp" | "toRfc3339", time: bigint | number): string {
  probe.call(name, BigInt(time));
  return probe.text();
}

function parse(name: "fromHttp" | "fromHttpNow" | "fromRfc3339", text: string, ...reference: bigint[]): bigint {
  return probe.give(name, text, ...reference) as unknown as bigint;
}

function fromHttp(text: string): bigint {
  return parse("fromHttp", text, noReference);
}

const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** A date as RFC 850 had it. */
function rfc850(date: Date): string {
  const [, day, month, year = "", time] = date.toUTCString().split(" ");
  return `${dayNames[date.getUTCDay()]}, ${day}-${month}-${year.slice(-2)} ${time} GMT`;
}

/** A date as C's asctime writes it. */
function asctime(date: Date): string {
  const [weekday = "", day = "", month, year, time] = date.toUTCString().split(" ");
  return `${weekday.slice(0, 3)} ${month} ${day.replace(/^0/, " ")} ${time} ${year}`;
}

/** Times all over the years 0 to 9999, and those at the ends of days, months and years. */
function times(): number[] {
  const random = generator(7);
  const anywhere = Array.from({ length: 8000 }, () => firstTime + Math.floor(random() * (lastTime - firstTime)));
  const ends: number[] = [];
  for (const year of [0, 1, 3, 4, 99, 100, 399, 400, 1582, 1600, 1900, 1969, 1970, 2000, 2023, 2024, 2100, 9999]) {
    for (let month = 0; month < 12; ++month) {
      const start = new Date(0);
      start.setUTCFullYear(year, month, 1);
      const next = new Date(0);
      next.setUTCFullYear(year, month + 1, 1);
      ends.push(start.getTime(), next.getTime() - 1);
    }
  }
  return [...anywhere, ...ends, firstTime, lastTime, 0, -1, 1, 999, -999, -1000];
}

describe("writing", () => {
  test("is what Node writes, for the years 0 to 9999", () => {
    for (const time of times()) {
      const date = new Date(time);
      expect(format("toHttp", time)).toBe(date.toUTCString());
      expect(format("toRfc3339", time)).toBe(date.toISOString());
    }
  });

  test.each([firstTime - 1, lastTime + 1, invalid, 2n ** 63n - 1n, -(2n ** 62n)])("of %s is empty", (time) => {
    expect(format("toHttp", time)).toBe("");
    expect(format("toRfc3339", time)).toBe("");
  });
});

describe("reading", () => {
  test("gives what was written, in all forms", () => {
    expect(probe.call("invalid")).toBe(invalid);
    for (const time of times()) {
      const date = new Date(time);
      const seconds = BigInt(Math.floor(time / 1000)) * 1000n;
      expect(fromHttp(date.toUTCString())).toBe(seconds);
      expect(fromHttp(asctime(date))).toBe(seconds);
      // Seen from the same year it is that year
      expect(parse("fromHttp", rfc850(date), BigInt(time))).toBe(seconds);
      expect(parse("fromRfc3339", date.toISOString())).toBe(BigInt(time));
    }
  });

  test("the examples of RFC 9110", () => {
    for (const text of [
      "Sun, 06 Nov 1994 08:49:37 GMT",
      "Sunday, 06-Nov-94 08:49:37 GMT",
      "Sun Nov  6 08:49:37 1994",
    ]) {
      expect(fromHttp(text)).toBe(784111777000n);
    }
  });

  test("years of two digits are at most 50 years ahead", () => {
    const reference = BigInt(Date.UTC(2026, 5, 15));
    const yearOf = (year: string, month = "Jun") => {
      const time = parse("fromHttp", `Monday, 15-${month}-${year} 00:00:00 GMT`, reference);
      return new Date(Number(time)).getUTCFullYear();
    };
    expect(yearOf("26")).toBe(2026);
    expect(yearOf("75")).toBe(2075);
    expect(yearOf("76", "May")).toBe(2076);
    expect(yearOf("76", "Jul")).toBe(1976);
    expect(yearOf("77")).toBe(1977);
    expect(yearOf("99")).toBe(1999);
    expect(yearOf("00")).toBe(2000);
    expect(
      new Date(Number(parse("fromHttp", "Monday, 15-Jun-05 00:00:00 GMT", BigInt(Date.UTC(2099, 0))))).getUTCFullYear(),
    ).toBe(2105);
    clock = Date.UTC(2026, 0);
    expect(parse("fromHttpNow", "Sunday, 06-Nov-94 08:49:37 GMT")).toBe(784111777000n);
    clock = Date.UTC(2050, 0);
    expect(parse("fromHttpNow", "Sunday, 06-Nov-94 08:49:37 GMT")).toBe(BigInt(Date.UTC(2094, 10, 6, 8, 49, 37)));
    for (const odd of [2n ** 63n - 1n, 1n - 2n ** 63n, BigInt(firstTime), BigInt(lastTime)]) {
      expect(parse("fromHttp", "Monday, 29-Feb-00 00:00:00 GMT", odd)).toBeTypeOf("bigint");
    }
  });

  test("offsets and fractions of RFC 3339", () => {
    for (const [text, same] of [
      ["1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520Z"],
      ["1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57.000Z"],
      ["1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.870Z"],
      ["2024-02-29t00:00:00z", "2024-02-29T00:00:00.000Z"],
      ["2024-02-29T00:00:00-00:00", "2024-02-29T00:00:00.000Z"],
      ["2024-02-29T00:00:00.1239999999999999999999Z", "2024-02-29T00:00:00.123Z"],
      ["2024-02-29T00:00:00.0004+23:59", "2024-02-28T00:01:00.000Z"],
      ["1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"],
      // Leap seconds, which count as the second after
      ["1990-12-31T23:59:60Z", "1991-01-01T00:00:00.000Z"],
      ["1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.000Z"],
    ]) {
      expect([text, parse("fromRfc3339", text ?? "")]).toEqual([text, BigInt(Date.parse(same ?? ""))]);
    }
    expect(parse("fromRfc3339", "0000-01-01T00:00:00+00:01")).toBe(BigInt(firstTime - 60_000));
    expect(fromHttp("Mon, 31 Dec 1990 23:59:60 GMT")).toBe(BigInt(Date.UTC(1991, 0)));
  });

  test.each([
    "",
    "0",
    "784111777",
    "Sun, 06 Nov 1994 08:49:37",
    "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 06 Nov 1994 08:49:37 gmt",
    "sun, 06 Nov 1994 08:49:37 GMT",
    "Sun, 06 nov 1994 08:49:37 GMT",
    "Sun 06 Nov 1994 08:49:37 GMT",
    "Sun, 6 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 94 08:49:37 GMT",
    "Sun, 06 Nov 1994 8:49:37 GMT",
    "Sun, 06 Nov 1994 08:49 GMT",
    "Sun, 06 Nov 1994 24:00:00 GMT",
    "Sun, 06 Nov 1994 08:60:37 GMT",
    "Sun, 06 Nov 1994 08:49:60 GMT",
    "Sun, 06 Nov 1994 08:49:61 GMT",
    "Sun, 00 Nov 1994 08:49:37 GMT",
    "Sun, 31 Nov 1994 08:49:37 GMT",
    "Sun, 29 Feb 1900 08:49:37 GMT",
    "Sun, 30 Feb 2000 08:49:37 GMT",
    "Sun, 06 Nov -994 08:49:37 GMT",
    "Sun, 06 Nov 19940 8:49:37 GMT",
    " Sun, 06 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT ",
    "Sun, 06-Nov-94 08:49:37 GMT",
    "Sunday, 06-Nov-1994 08:49:37 GMT",
    "Sunday, 06 Nov 94 08:49:37 GMT",
    "Someday, 06-Nov-94 08:49:37 GMT",
    "Sunday, 31-Feb-94 08:49:37 GMT",
    "Sun Nov 6 08:49:37 1994",
    "Sun Nov 06 08:49:37 94",
    "Sun Nov  0 08:49:37 1994",
    "Sun Nov 32 08:49:37 1994",
    "Sun Nov -6 08:49:37 1994",
    "٠un, 06 Nov 1994 08:49:37 GMT",
  ])("%j is no date of HTTP", (text) => {
    expect(fromHttp(text)).toBe(invalid);
  });

  test.each([
    "",
    "1994-11-06",
    "1994-11-06T08:49:37",
    "1994-11-06 08:49:37Z",
    "1994-11-06T08:49Z",
    "1994-11-06T08:49:37.Z",
    "1994-11-06T08:49:37,5Z",
    "1994-11-06T08:49:37Z ",
    "1994-11-06T08:49:37ZZ",
    "1994-11-06T08:49:37+0100",
    "1994-11-06T08:49:37+01",
    "1994-11-06T08:49:37+01:000",
    "1994-11-06T08:49:37+24:00",
    "1994-11-06T08:49:37+01:60",
    "1994-11-06T08:49:37 01:00",
    "1994-11-06T24:00:00Z",
    "1994-11-06T08:60:00Z",
    "1994-11-06T08:49:60Z",
    "1994-11-06T23:59:60+01:00",
    "1994-11-06T08:49:61Z",
    "1994-00-06T08:49:37Z",
    "1994-13-06T08:49:37Z",
    "1994-11-00T08:49:37Z",
    "1994-11-31T08:49:37Z",
    "2023-02-29T08:49:37Z",
    "+994-11-06T08:49:37Z",
    "-0001-11-06T08:49:37Z",
    "19940-11-06T08:49:37Z",
    "1994-1-06T08:49:37Z",
    "1994-W45-7T08:49:37Z",
    "1994-11-06T08:49:3٧Z",
  ])("%j is no date of RFC 3339", (text) => {
    expect(parse("fromRfc3339", text)).toBe(invalid);
  });

  test("changed dates are read as Node reads them, or not at all", () => {
    const random = generator(8);
    let read = 0;
    for (let round = 0; round < 20_000; ++round) {
      const time = firstTime + Math.floor(random() * (lastTime - firstTime));
      const date = new Date(time);
      const [iso, fixdate] = [date.toISOString(), date.toUTCString()].map((text) => changed(text, random));
      read += agree("fromRfc3339", iso ?? "") + agree("fromHttp", fixdate ?? "", noReference);
      parse("fromHttp", mutate(Buffer.from(fixdate ?? ""), random).toString(), noReference);
      if (round % 1000 === 0) probe.call("collect");
    }
    expect(read).toBeGreaterThan(4000);
  });

  /** A date with one or two digits of it changed. */
  function changed(text: string, random: () => number): string {
    const digits = [...text];
    for (let i = 0; i < 2; ++i) {
      const at = Math.floor(random() * digits.length);
      if (/\d/.test(digits[at] ?? "")) digits[at] = String(Math.floor(random() * 10));
    }
    return digits.join("");
  }

  /** 1 when a date was read, to the time that Node reads: Node takes more, 31 November and the hour 24. */
  function agree(name: "fromHttp" | "fromRfc3339", text: string, ...reference: bigint[]): number {
    const time = parse(name, text, ...reference);
    if (time === invalid) return 0;
    // Node looks for the year 2050 in "0050"
    if (name === "fromRfc3339" || !/ 00\d\d /.test(text))
      expect([text, time]).toEqual([text, BigInt(Date.parse(text))]);
    return 1;
  }

  test("every date that Node writes back the same way is read", () => {
    const random = generator(9);
    for (let round = 0; round < 5000; ++round) {
      const text = changed(new Date(Math.floor(random() * lastTime)).toISOString(), random);
      const date = new Date(text);
      const isDate = !Number.isNaN(date.getTime()) && date.toISOString() === text;
      expect([text, parse("fromRfc3339", text) !== invalid]).toEqual([text, isDate]);
    }
  });
});
