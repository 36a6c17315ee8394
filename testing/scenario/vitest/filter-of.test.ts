import { expect, test } from "vitest";
import { filterOf } from "./filter-of.ts";

test.each([
  ["test/canary.textpb", "canary"],
  ["test/canary_tests.textpb", "canary"],
  ["test/canary.tests.yaml", "canary"],
  ["test/canary.scenario.yaml", "canary"],
  ["test/canary_scenarios.yml", "canary"],
  ["test/canary.scenario.textpb", "canary"],
  ["audit/scenarios.yaml", "audit"],
  ["audit/test/tests.textpb", "audit"],
  ["audit/canary/tests.textpb", "canary"],
])("%s belongs to %s", (file, filter) => {
  expect(filterOf(`/project/${file}`, "/project", ["audit", "canary"])).toBe(filter);
});

test("all suites belong to the only filter", () => {
  expect(filterOf("/project/tests.textpb", "/project", ["canary"])).toBe("canary");
});

test("a suite that may belong to several filters is refused", () => {
  expect(() => filterOf("/project/test/tests.textpb", "/project", ["audit", "canary"])).toThrowError(
    expect.objectContaining({ code: "MW0433", message: "test/tests.textpb belongs to none of audit, canary" }),
  );
});
