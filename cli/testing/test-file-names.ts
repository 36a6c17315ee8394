import { isScenarioFile } from "../../testing/scenario/index.ts";
import { isUnitTestFile } from "../../testing/unit/index.ts";

/** Test files of every kind that a project can have, as vitest looks for them. */
export const testFilePatterns = [
  "**/*.test.ts",
  "**/assembly/**/*.spec.ts",
  "**/*.{textpb,textproto,txtpb,pbtxt}",
  "**/{tests,tests_*,*_tests,*.tests,*_tests_*,*.tests_*}.{yaml,yml}",
  "**/{scenario,*_scenario,*.scenario,scenarios,*_scenarios,*.scenarios}.{yaml,yml}",
];

/** Whether a file is one of them. */
export function isTestFile(file: string, projectDir: string): boolean {
  return file.endsWith(".test.ts") || isUnitTestFile(file, projectDir) || isScenarioFile(file, projectDir);
}
