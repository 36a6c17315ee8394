import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { LogCollector } from "./logs.ts";

describe("waitFor", () => {
  test("finds a line that is already there", async () => {
    const logs = new LogCollector();
    logs.append("one");
    logs.append("two 2");
    expect(await logs.waitFor("two")).toBe("two 2");
    expect(await logs.waitFor(/\d/g)).toBe("two 2");
  });

  test("waits for a line to come", async () => {
    const logs = new LogCollector();
    const waiting = logs.waitFor(/^b/);
    logs.append("a");
    logs.append("b");
    expect(await waiting).toBe("b");
  });

  test("passes over lines before a mark", async () => {
    const logs = new LogCollector();
    logs.append("configured 1");
    const waiting = logs.waitFor("configured", { from: logs.length });
    logs.append("configured 2");
    expect(await waiting).toBe("configured 2");
  });

  test("gives up when the log ends", async () => {
    const logs = new LogCollector();
    logs.append("last words");
    const waiting = logs.waitFor("never");
    logs.end();
    await expect(waiting).rejects.toMatchObject({ code: "MW0534", details: ["last words"] });
    await expect(logs.waitFor("never")).rejects.toMatchObject({ code: "MW0534" });
  });
});

test("a line that a stream gives in pieces is one line", async () => {
  const logs = new LogCollector();
  const stream = new PassThrough();
  const collected = logs.collect(stream);
  for (const piece of ["fir", "st\nsec", "ond\nthird"]) stream.write(piece);
  stream.end();
  await collected;
  expect(logs.lines()).toEqual(["first", "second", "third"]);
  expect(logs.text()).toBe("first\nsecond\nthird\n");
});

test("follow gives the lines so far and those to come", async () => {
  const logs = new LogCollector();
  logs.append("before");
  const seen: string[] = [];
  const following = (async () => {
    for await (const line of logs.follow()) seen.push(line);
  })();
  logs.append("after");
  await logs.waitFor("after");
  logs.append("late");
  logs.end();
  await following;
  expect(seen).toEqual(["before", "after", "late"]);
});

test("onLine stops when told so", () => {
  const logs = new LogCollector();
  const seen: string[] = [];
  const stop = logs.onLine((line) => seen.push(line));
  logs.append("a");
  stop();
  logs.append("b");
  expect(seen).toEqual(["a"]);
});

test("marks stay right when old lines are dropped", async () => {
  const logs = new LogCollector();
  for (let index = 0; index < 120_000; index++) logs.append(`line ${index}`);
  expect(logs.length).toBe(120_000);
  expect(logs.lines().length).toBeLessThanOrEqual(50_000);
  expect(logs.lines(119_998)).toEqual(["line 119998", "line 119999"]);
  expect(await logs.waitFor("line", { from: 119_999 })).toBe("line 119999");
});
