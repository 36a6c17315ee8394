import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { isDisabled } from "./disabled-warnings.ts";
import { smallFilter, testProject } from "./test-project.ts";

test.each([
  ["AS235", [], true],
  ["AS102", [], false],
  ["AS102", ["--disableWarning"], true],
  ["AS102", ["--disableWarning", "-O2"], true],
  ["AS102", ["--disableWarning", "102"], true],
  ["AS102", ["--disableWarning=235,102"], true],
  ["AS102", ["--disableWarning", "1102"], false],
  ["AS102", ["--runtime", "102"], false],
])("%s with %j: %s", (code, flags, expected) => {
  expect(isDisabled(code, flags)).toBe(expected);
});

test("a build tells its warnings but those that are disabled", async () => {
  const source = `export class Other {}\n${smallFilter.replace("class Stream extends HttpContext {", "$&\n  onlog(): void {}")}`;
  await using project = await testProject({ "assembly/index.ts": source });
  const codes = async (...ascFlags: string[]) => {
    const { warnings } = await compile(project.options({ mode: "debug", ascFlags }));
    return warnings.map(({ code }) => code);
  };
  expect(await codes()).toEqual(["AS102"]);
  expect(await codes("--disableWarning", "102")).toEqual([]);
});
