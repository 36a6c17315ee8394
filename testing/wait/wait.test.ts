import { describe, expect, test } from "vitest";
import { Changes } from "./changes.ts";
import { Channel } from "./channel.ts";
import { Cleanup } from "./cleanup.ts";
import { WhenAwaited } from "./when-awaited.ts";

describe("Changes", () => {
  test("has each wait end when it has happened, and no sooner", async () => {
    const changes = new Changes();
    let count = 0;
    const two = changes.until(() => count === 2, "two");
    count = 1;
    changes.notify();
    expect(changes.waiting).toBe(1);
    count = 2;
    changes.notify();
    await two;
    expect(changes.waiting).toBe(0);
  });

  test("ends a wait whose condition throws", async () => {
    const changes = new Changes();
    let isBroken = false;
    const waiting = changes.until(() => {
      if (isBroken) throw new Error("a bug in the test");
      return false;
    }, "what is so");
    isBroken = true;
    changes.notify();
    await expect(waiting).rejects.toThrow("a bug in the test");
    expect(changes.waiting).toBe(0);
  });

  test("ends waits with an error, those to come, too", async () => {
    const changes = new Changes();
    const one = changes.until(() => false, "one");
    const other = changes.until(() => false, "other");
    changes.end((what) => new Error(`${what} is over`));
    await expect(one).rejects.toThrow("one is over");
    await expect(other).rejects.toThrow("other is over");
    await expect(changes.until(() => false, "a third")).rejects.toThrow("a third is over");
    await changes.until(() => true, "what is so");
  });
});

test("a channel gives what was pushed before and after, up to its end", async () => {
  const channel = new Channel<number>();
  channel.push(1);
  const read = (async () => {
    const items = [];
    for await (const item of channel) items.push(item);
    return items;
  })();
  await Promise.resolve();
  channel.push(2);
  channel.end();
  expect(await read).toEqual([1, 2]);
});

test("everything is undone in reverse, whatever fails, and once", async () => {
  const cleanup = new Cleanup();
  const done: string[] = [];
  cleanup.defer(() => void done.push("first"));
  cleanup.defer(() => {
    throw new Error("second");
  });
  cleanup.defer(() => void done.push("third"));
  await expect(cleanup.run()).rejects.toThrow("second");
  expect(done).toEqual(["third", "first"]);
  await cleanup.run();
  expect(done).toHaveLength(2);
});

describe("WhenAwaited", () => {
  test("begins with the first who waits, and once", async () => {
    let begun = 0;
    const value = new WhenAwaited(async () => ++begun);
    await Promise.resolve();
    expect(begun).toBe(0);
    expect(await Promise.all([value, value])).toEqual([1, 1]);
  });

  test("is a promise in all that it can", async () => {
    const bad = new WhenAwaited(() => Promise.reject(new Error("no")));
    expect(await bad.catch((error) => (error as Error).message)).toBe("no");
    let finished = false;
    await new WhenAwaited(async () => 1).finally(() => {
      finished = true;
    });
    expect(finished).toBe(true);
  });
});
