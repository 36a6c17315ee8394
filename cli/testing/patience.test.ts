import { expect, test } from "vitest";
import { patiencePlugin } from "./patience.ts";

test("tests have a minute, or what the project says", () => {
  const { config } = patiencePlugin();
  expect(config({})).toEqual({ test: { testTimeout: 60_000, hookTimeout: 60_000 } });
  expect(config({ test: { testTimeout: 1 } })).toEqual({ test: { testTimeout: 1, hookTimeout: 60_000 } });
});
