import { afterAll, beforeAll, expect, test } from "vitest";
import { filterSource } from "../../cli/fixtures/project.ts";
import { bin } from "../support/cli.ts";
import { startProcess } from "../support/run-process.ts";
import type { TestProject } from "../support/test-project.ts";
import { headerTest, projectOfTwoFilters } from "../support/two-filters.ts";

let project: TestProject;

beforeAll(async () => {
  project = await projectOfTwoFilters("unbuilt", filterSource, filterSource.replace("this.header,", "this.haeder,"));
  await project.add("test/canary.test.ts", headerTest("canary", "yes"));
});

afterAll(() => project.remove());

test("a filter that does not compile is a failure, also where no test needs it", async () => {
  const { code, stdout, stderr } = await startProcess("node", [bin, "test"], {
    cwd: project.folder,
    env: { ...process.env, NO_COLOR: "1" },
  }).finished;
  expect(stdout).toMatch(/1 passed/);
  expect(stderr).toMatch(/a filter could not be built/);
  expect(code).toBe(1);
});
