import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderWith } from "../fixtures/project.ts";
import { checkTestFiles } from "./check-test-files.ts";

const files = { "test/canary.test.ts": "", "test/Other.test.ts": "", "assembly/index.ts": "" };

/** What is said of the words in a project with files; undefined where tests fit. */
function faultOf(words: string[], content: Record<string, string> = files, prepare = (_: string) => {}): unknown {
  const directory = folderWith(content);
  prepare(directory);
  const project = { directory, path: join(directory, "mesh-wasm.config.ts"), config: { filters: {} } };
  try {
    checkTestFiles(
      project,
      words.map((word) => word.replace("<folder>", directory)),
    );
    return undefined;
  } catch (error) {
    return error;
  }
}

test.each([
  [[]],
  [["anary.te"]],
  [["other"]],
  [["test/canary.test.ts:12"]],
  [["test/canary.test.ts:12-20"]],
  [["<folder>/test/canary.test.ts"]],
  [["nothing", "canary"]],
])("%j fits as it does in vitest", (words) => {
  expect(faultOf(words)).toBeUndefined();
});

test("a word that only files fit which are no tests fits none, and the tests are named", () => {
  expect(faultOf(["index"])).toMatchObject({
    code: "MW0418",
    message: "no test file fits index",
    hint: "the project has test/Other.test.ts, test/canary.test.ts",
  });
  const many = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((number) => [`${number}.test.ts`, ""]));
  expect(faultOf(["index"], many)).toMatchObject({ hint: expect.stringMatching(/5\.test\.ts and 2 more$/) });
});

test("all kinds of tests are seen, also behind links; packages have none", () => {
  for (const name of ["assembly/rules.spec.ts", "a.textpb", "tests.yaml", "x.scenario.yml"]) {
    expect(faultOf([], { [name]: "" })).toBeUndefined();
  }
  expect(faultOf([], { "node_modules/a/a.test.ts": "", "src/a.spec.ts": "" })).toMatchObject({
    message: "the project has no tests",
  });
  const linked = (folder: string) => {
    symlinkSync(folder, join(folder, "loop"));
    symlinkSync(join(folder, "nowhere"), join(folder, "broken"));
  };
  expect(faultOf(["canary"], files, linked)).toBeUndefined();
});

test("with a configuration of vitest's own nothing is said", () => {
  expect(faultOf(["nothing"], { ...files, "vitest.config.mts": "" })).toBeUndefined();
});
