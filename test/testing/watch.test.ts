import { afterAll, beforeAll, expect, test } from "vitest";
import { filterSource } from "../../cli/fixtures/project.ts";
import { bin } from "../support/cli.ts";
import { startProcess } from "../support/run-process.ts";
import type { TestProject } from "../support/test-project.ts";
import { headerTest, projectOfTwoFilters } from "../support/two-filters.ts";

// `mesh-wasm test --watch` builds again what a change concerns, and no more, and runs the tests again.

let project: TestProject;

const source = (answer: string) => filterSource.replace('"yes"', `"${answer}"`);

beforeAll(async () => {
  project = await projectOfTwoFilters("watch", source("yes"), source("yes"));
  await project.add("test/canary.test.ts", headerTest("canary", "yes"));
  await project.add("test/other.test.ts", headerTest("other", "yes"));
});

afterAll(() => project.remove());

test("a change of one filter builds that one and runs the tests again; a broken one is told; Ctrl-C ends all", async () => {
  const env = { ...process.env, NO_COLOR: "1" };
  const running = startProcess("node", [bin, "test", "--watch"], { cwd: project.folder, env });
  // Every run has an end to wait for, whatever it is
  const ended = (runs: number) => running.until("stdout", new RegExp(`(?:^ *Tests .*$[^]*){${runs}}`, "m"));
  const counts = () => [...running.stdout.matchAll(/^ *Tests +(.*) \(\d\)$/gm)].map(([, count]) => count);
  await ended(1);
  expect(counts()).toEqual(["2 passed"]);
  const before = running.stderr.length;

  await project.add("assembly/canary.ts", source("no"));
  await ended(2);
  expect(counts()).toEqual(["2 passed", "1 failed | 1 passed"]);
  expect(running.stderr.slice(before)).toContain("built canary");
  expect(running.stderr.slice(before)).not.toContain("built other");

  await project.add("assembly/canary.ts", source("no").replace("this.header,", "this.haeder,"));
  await running.until("stderr", /MW0201[\s\S]*haeder/);

  await project.add("assembly/canary.ts", source("yes"));
  await ended(3);
  expect(counts()).toEqual(["2 passed", "1 failed | 1 passed", "2 passed"]);

  // Saved together: no test runs before both are built
  await project.add("test/canary.test.ts", headerTest("canary", "perhaps"));
  await project.add("assembly/canary.ts", source("perhaps"));
  await ended(4);
  expect(counts().slice(2)).toEqual(["2 passed", "2 passed"]);

  // Of tests alone only those run that have changed
  await project.add("test/third.test.ts", headerTest("other", "yes"));
  await ended(5);
  expect(counts().at(-1)).toBe("1 passed");
  await project.add("test/other.test.ts", headerTest("other", "no"));
  await ended(6);
  expect(counts().at(-1)).toBe("1 failed");

  const renamed = { robin: { entry: "assembly/canary.ts", rootId: "canary" } };
  await project.add("mesh-wasm.config.json", JSON.stringify({ filters: renamed }));
  await ended(7);
  expect(counts().at(-1)).toBe("3 failed");
  await project.add("mesh-wasm.config.json", JSON.stringify({ filters: { canary: { entyr: "" } } }));
  await running.until("stderr", /did you mean entry/);
  running.child.kill("SIGINT");
  expect((await running.finished).code).toBe(130);
});
