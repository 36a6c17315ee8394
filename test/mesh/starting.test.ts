import { expect, test } from "vitest";
import { type Started, starting } from "./starting.ts";

function part(name: string, log: string[]): AsyncDisposable {
  return { [Symbol.asyncDispose]: async () => void log.push(name) };
}

function two(started: Started, log: string[]): void {
  started.use(part("first", log));
  started.use(part("second", log));
}

test("the parts end with the whole, the last one first", async () => {
  const log: string[] = [];
  {
    await using whole = await starting(async (started) => {
      two(started, log);
      return { name: "whole" };
    });
    expect([whole.name, ...log]).toEqual(["whole"]);
  }
  expect(log).toEqual(["second", "first"]);
});

test("the parts that have started end where a later one fails to", async () => {
  const log: string[] = [];
  const failing = starting(async (started) => {
    two(started, log);
    throw new Error("no third");
  });
  await expect(failing).rejects.toThrow("no third");
  expect(log).toEqual(["second", "first"]);
});
