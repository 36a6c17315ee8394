import * as v from "valibot";
import { expect, test } from "vitest";
import { faultIn } from "./fault.ts";
import { choice, fields, table, text } from "./schemas.ts";

const words = ["FAIL_CLOSED", "FAIL_OPEN", "HTTP/1.1", "HTTP/2", "warn"];

test.each([
  ["fail_open", "FAIL_OPEN"],
  ["open", "FAIL_OPEN"],
  ["HTTP/1", "HTTP/1.1"],
  ["warning", "warn"],
  ["wran", "warn"],
])("%s is told that it means %s", (given, meant) => {
  expect(choice(given, words)).toMatch(`did you mean ${meant}? choose from FAIL_CLOSED, `);
});

test("of what is like none, all are told", () => {
  for (const given of ["h2", 5, null]) expect(choice(given, words)).toMatch(/^choose from /);
});

interface Shop {
  name: string;
  owner?: { name: string };
  prices?: Record<string, string>;
}

const shop = fields<Shop>({
  name: text,
  owner: v.optional(fields<{ name: string }>({ name: text })),
  prices: v.optional(table(text, "it takes prices", text)),
});

test("a fault has its path, and what is wrong there", () => {
  expect(faultIn(shop, { name: "corner", owner: { name: "anna" }, prices: { tea: "3" } })).toBeUndefined();
  expect(faultIn(shop, { name: "corner", owner: undefined })).toBeUndefined();
  expect(faultIn(shop, { name: "corner", owner: { name: 5 } })).toEqual({
    path: ["owner", "name"],
    value: 5,
    hint: "it takes a text",
  });
  expect(faultIn(shop, { name: "corner", prices: { tea: 3 } })).toMatchObject({ path: ["prices", "tea"], value: 3 });
  expect(faultIn(shop, { name: "corner", prices: ["3"] })).toMatchObject({ path: ["prices"], hint: "it takes prices" });
});

test("a name that there is not comes before what is missing or wrong", () => {
  expect(faultIn(shop, { nam: "corner", owner: 5 })).toMatchObject({
    path: ["nam"],
    name: "unknown",
    hint: "did you mean name?",
  });
  expect(faultIn(shop, { owner: {} })).toMatchObject({ path: ["owner", "name"], name: "missing" });
  expect(faultIn(shop, {})).toMatchObject({ path: ["name"], name: "missing" });
});

test.each([[[]], [new Map()], [null], ["text"], [Promise.resolve()]])("%o is no object of options", (value) => {
  expect(faultIn(shop, value)).toEqual({ path: [], value, hint: "it takes an object with name, owner, prices" });
});
