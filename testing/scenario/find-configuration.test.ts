import { expect, test } from "vitest";
import { configurationFor } from "./find-configuration.ts";

test.each([
  ["tests.textpb", ["tests.config"], "tests.config"],
  ["tests.yaml", ["tests.config"], "tests.config"],
  ["tests.textpb", ["publickey.pem", "README.md", "plugin.wasm"], "publickey.pem"],
  ["tests.textpb", ["config.data", "config.json"], "config.data"],
  ["tests.textpb", ["config.json", "tests_config.textpb"], "tests_config.textpb"],
  ["session.scenario.yaml", ["action_key.config", "session_key.config"], "session_key.config"],
  ["scenarios.yaml", ["scenarios.config"], "scenarios.config"],
  ["session_tests.textpb", ["action_key.config", "session_key.config"], "session_key.config"],
  ["tests_noconfig.textpb", ["other.config"], undefined],
  ["tests.textpb", ["a.data", "b.data"], undefined],
  ["tests.textpb", [], undefined],
])("%s among %j: %s", (suite, others, configuration) => {
  expect(configurationFor(suite, [suite], others)).toBe(configuration);
});

test("the configuration of one suite is none of another", () => {
  const suites = ["tests.textpb", "tests_noconfig.textpb"];
  expect(configurationFor("tests_noconfig.textpb", suites, ["tests.config"])).toBeUndefined();
  expect(configurationFor("tests.textpb", suites, ["tests.config"])).toBe("tests.config");
});
