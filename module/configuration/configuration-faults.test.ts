import { expect, test } from "vitest";
import type { JsonSchema } from "../compile/transform/config/schema.ts";
import { configurationFaults } from "./configuration-faults.ts";

const schema: JsonSchema = {
  type: "object",
  properties: {
    header: { type: "string", default: "x-canary" },
    percent: { type: "integer", minimum: 0, maximum: 255 },
    ratio: { type: "number" },
    strict: { type: "boolean" },
    mode: { enum: ["first", "all"] },
    routes: { type: "array", items: { $ref: "#/$defs/Route" } },
    labels: { type: "object", additionalProperties: { type: "string" } },
    fallback: { anyOf: [{ $ref: "#/$defs/Route" }, { type: "null" }] },
  },
  required: ["routes"],
  additionalProperties: false,
  $defs: {
    Route: {
      type: "object",
      properties: { path: { type: "string" }, weight: { type: "number" } },
      required: ["path"],
      additionalProperties: false,
    },
  },
};

test("finds nothing wrong with a configuration that matches", () => {
  const value = {
    header: "x-beta",
    percent: 255,
    ratio: 0.5,
    strict: false,
    mode: "all",
    routes: [{ path: "/" }, { path: "/cart", weight: 3 }],
    labels: { app: "cart" },
    fallback: null,
  };
  expect(configurationFaults(value, schema)).toEqual([]);
  expect(configurationFaults({ routes: [], fallback: { path: "/" } }, schema)).toEqual([]);
});

test.each([
  [{}, "routes: is missing"],
  [{ routes: [], heder: "x" }, "heder: is not known, did you mean header?"],
  [{ routes: [], something: "x" }, "something: is not known"],
  [{ routes: {} }, "routes: expected a list, got an object"],
  [{ routes: [{ path: "/" }, { path: "/", weight: "3" }] }, 'routes[1].weight: expected a number, got "3"'],
  [{ routes: [{}] }, "routes[0].path: is missing"],
  [{ routes: [{ path: "/", wieght: 3 }] }, "routes[0].wieght: is not known, did you mean weight?"],
  [{ routes: [], header: 7 }, "header: expected a text, got 7"],
  [{ routes: [], header: null }, "header: expected a text, got null"],
  [{ routes: [], percent: 256 }, "percent: must be at most 255"],
  [{ routes: [], percent: -1 }, "percent: must be at least 0"],
  [{ routes: [], percent: 1.5 }, "percent: expected a whole number, got 1.5"],
  [{ routes: [], strict: "yes" }, 'strict: expected true or false, got "yes"'],
  [{ routes: [], mode: "some" }, 'mode: expected one of first, all, got "some"'],
  [{ routes: [], labels: { app: 1 } }, "labels.app: expected a text, got 1"],
  [{ routes: [], fallback: { path: 1 } }, "fallback.path: expected a text, got 1"],
  [[], "the configuration: expected an object, got a list"],
])("%j", (value, fault) => {
  expect(configurationFaults(value, schema)).toEqual([fault]);
});

test("ignores keywords that it does not know", () => {
  const unknown = { type: "string", pattern: "^a" } as JsonSchema;
  expect(configurationFaults("b", unknown)).toEqual([]);
  expect(configurationFaults(7, {})).toEqual([]);
});
