import { expect, test } from "vitest";
import { formatPath } from "./host-calls.ts";

test("a chain of calls is written with arrows", () => {
  expect(formatPath(["a", "b", "env.proxy_log"])).toBe("a → b → env.proxy_log");
});

test("a long one keeps both ends", () => {
  expect(formatPath([..."abcdefghij"])).toBe("a → b → c → … → h → i → j");
});
