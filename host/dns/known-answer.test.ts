import { expect, test } from "vitest";
import { knownAnswer } from "./known-answer.ts";

test.each([
  ["10.1.2.3", "10.1.2.3"],
  ["010.01.2.003", "10.1.2.3"],
  ["2001:DB8::0:5", "2001:db8::5"],
  ["::ffff:10.0.0.1", "::ffff:10.0.0.1"],
  ["localhost", "::1"],
  ["LocalHost", "::1"],
  ["a.b.localhost", "::1"],
  [".localhost", "::1"],
])("%s is %s, whoever is asked", (name, address) => {
  expect(knownAnswer(name)).toEqual({ answer: [{ address, ttl: 0 }] });
});

test.each(["nothing.onion", "nothing.ONION.", "a..onion"])("no host is called %s", (name) => {
  expect(knownAnswer(name)).toEqual({ answer: [] });
});

test.each(["a..b", ".a", "a b", "\xff", "[::1]", "fe80::1%lo", "1::2::3", "1..2.3", `${"a".repeat(64)}.b`])(
  "%s is no host name",
  (name) => {
    expect(knownAnswer(name)).toEqual({ answer: undefined });
  },
);

test.each([
  "shop.example",
  "shop.example.",
  "localhost.",
  "onion",
  "",
  ".",
  "-",
  "a_b",
  "*/",
  "10.1",
  "256.1.1.1",
  "a\\b",
])("what %j is, name servers know", (name) => {
  expect(knownAnswer(name)).toBeUndefined();
});
