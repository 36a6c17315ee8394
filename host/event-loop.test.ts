import { expect, test } from "vitest";
import { EventLoop } from "./event-loop.ts";

test("posted actions run in order, with those that they post", () => {
  const loop = new EventLoop();
  const said: string[] = [];
  loop.post(() => {
    said.push("a");
    loop.post(() => said.push("c"));
  });
  loop.post(() => said.push("b"));
  loop.run();
  expect(said).toEqual(["a", "b", "c"]);
});

test("timers run off by time, those of the same time in the order in which they were set", () => {
  const loop = new EventLoop();
  const said: string[] = [];
  for (const [milliseconds, name] of [
    [30, "d"],
    [10, "a"],
    [20, "b"],
    [20, "c"],
  ] as const) {
    loop.after(milliseconds, () => said.push(`${name} at ${loop.now}`));
  }
  loop.advance(20);
  expect(said).toEqual(["a at 10", "b at 20", "c at 20"]);
  loop.advance(5);
  expect(loop.now).toBe(25);
  expect(loop.nextTimer).toBe(30);
});

test("a cancelled timer does not run off, and holds nothing up", () => {
  const loop = new EventLoop();
  const said: number[] = [];
  const cancels = [5, 3, 8, 1].map((milliseconds) => loop.after(milliseconds, () => said.push(milliseconds)));
  cancels[3]?.();
  cancels[0]?.();
  expect(loop.nextTimer).toBe(3);
  loop.advance(100);
  expect(said).toEqual([3, 8]);
  expect(loop.nextTimer).toBeUndefined();
});

test("hundreds of timers stay in order", () => {
  const loop = new EventLoop();
  const said: number[] = [];
  for (let index = 0; index < 500; ++index) {
    const at = (index * 7919) % 1009;
    loop.after(at, () => said.push(at));
  }
  loop.advance(2000);
  expect(said).toEqual(said.toSorted((a, b) => a - b));
  expect(said).toHaveLength(500);
});

test("what an action posts runs even where another one throws", () => {
  const loop = new EventLoop();
  loop.post(() => {
    throw new Error("broken");
  });
  const said: string[] = [];
  loop.post(() => said.push("later"));
  expect(() => loop.run()).toThrow("broken");
  loop.run();
  expect(said).toEqual(["later"]);
});
