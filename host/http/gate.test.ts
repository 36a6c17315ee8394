import { expect, test } from "vitest";
import { Gate } from "./gate.ts";

test("a gate holds what comes while it is paused, and lets it pass in order", () => {
  const gate = new Gate();
  const passed: string[] = [];
  gate.pass(() => passed.push("a"));
  gate.pause(true);
  gate.pass(() => {
    passed.push("b");
    gate.pause(true);
  });
  gate.pass(() => passed.push("c"));
  expect(passed).toEqual(["a"]);
  gate.pause(false);
  gate.pass(() => passed.push("d"));
  expect(passed).toEqual(["a", "b"]);
  gate.pause(false);
  expect(passed).toEqual(["a", "b", "c", "d"]);
});

test("what is held can be forgotten", () => {
  const gate = new Gate();
  const passed: string[] = [];
  gate.pause(true);
  gate.pass(() => passed.push("a"));
  gate.clear();
  gate.pause(false);
  expect(passed).toEqual([]);
});
