import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const names = ["proxy_log", "proxy_done", "proxy_get_status"];

test.each([
  ["proxy_lgo", "proxy_log"],
  ["proxy_don", "proxy_done"],
  ["proxy_get_statuses", "proxy_get_status"],
])("%s means %s", (word, meant) => {
  expect(nearest(word, names)).toBe(meant);
});

test("a strange word means nothing", () => {
  expect(nearest("fd_fdstat_set_rights", names)).toBeUndefined();
  expect(nearest("abc", [])).toBeUndefined();
});
