import { expect, test } from "vitest";
import { isSuiteFile } from "./read-suite.ts";

test.each([
  "redirect.textpb",
  "redirect.scenario.textproto",
  "test/tests.yaml",
  "redirect.tests.yaml",
  "redirect_tests.yml",
  "tests_noconfig.yaml",
  "scenario.yaml",
  "test/scenarios.yml",
  "redirect.scenario.yaml",
  "redirect_scenarios.yaml",
])("%s is a suite", (path) => {
  expect(isSuiteFile(path)).toBe(true);
});

test.each([
  "redirect.yaml",
  "contests.yaml",
  "myscenario.yaml",
  "scenario.config.yaml",
  "scenarios/values.yaml",
  "redirect.scenario.json",
  "redirect.scenario.ts",
])("%s is none", (path) => {
  expect(isSuiteFile(path)).toBe(false);
});
