import { expect, test } from "vitest";
import { abortMessage } from "./abort-message.ts";

test.each([
  ["assembly/rules.ts:12:25: as you wish", "as you wish", "assembly/rules.ts", 12, 25],
  ["~lib/map.ts:105:17: Key does not exist", "Key does not exist", "~lib/map.ts", 105, 17],
  ["assembly/rules.ts:12:25: ", "aborted", "assembly/rules.ts", 12, 25],
  ["abort: Key does not exist in ~lib/map.ts(105:17)", "Key does not exist", "~lib/map.ts", 105, 17],
  ["abort: no such rule, at assembly/rules.ts:1:2", "no such rule", "assembly/rules.ts", 1, 2],
  ["panicked at src/lib.rs:74:10:\nno such rule", "no such rule", "src/lib.rs", 74, 10],
  ["panicked at 'no such rule', src/lib.rs:74:10", "no such rule", "src/lib.rs", 74, 10],
])("%s", (message, text, file, line, column) => {
  expect(abortMessage(message)).toEqual({ text, position: { file, line, column } });
});

test.each(["", "routed: 3", "see rules.ts", "10:20: x"])("%s is none", (message) => {
  expect(abortMessage(message)).toBeNull();
});
