import { afterAll, beforeAll, expect, test } from "vitest";
import { filterSource } from "../../cli/fixtures/project.ts";
import { bin } from "../support/cli.ts";
import { startProcess } from "../support/run-process.ts";
import { makeTestProject, type TestProject } from "../support/test-project.ts";

// `mesh-wasm test --watch` builds again what a change concerns, and no more, and runs the tests again.

let project: TestProject;

const source = (answer: string) => filterSource.replace('"yes"', `"${answer}"`);
const testOf = (name: string) => `import { loadFilter } from "mesh-wasm/testing";
import { expect, test } from "vitest";

test("${name} says yes", async () => {
  await using filter = await loadFilter("${name}");
  expect((await filter.request()).response.headers.get("x-canary")).toBe("yes");
});
`;

beforeAll(async () => {
  project = await makeTestProject("watch");
  const filters = {
    canary: { entry: "assembly/canary.ts", rootId: "canary" },
    other: { entry: "assembly/other.ts", rootId: "canary" },
  };
  await project.add("mesh-wasm.config.json", JSON.stringify({ filters }));
  await project.add("assembly/canary.ts", source("yes"));
  await project.add("assembly/other.ts", source("yes"));
  await project.add("test/canary.test.ts", testOf("canary"));
  await project.add("test/other.test.ts", testOf("other"));
});

afterAll(() => project.remove());

test("a change of one filter builds that one and runs the tests again; a broken one is told; Ctrl-C ends all", async () => {
  const env = { ...process.env, NO_COLOR: "1" };
  const running = startProcess("node", [bin, "test", "--watch"], { cwd: project.folder, env });
  // Every run has an end to wait for, whatever it is
  const ended = (runs: number) => running.until("stdout", new RegExp(`(?:^ *Tests .*$[^]*){${runs}}`, "m"));
  const counts = () => [...running.stdout.matchAll(/^ *Tests +(.*) \(2\)$/gm)].map(([, count]) => count);
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

  const renamed = { robin: { entry: "assembly/canary.ts", rootId: "canary" } };
  await project.add("mesh-wasm.config.json", JSON.stringify({ filters: renamed }));
  await ended(4);
  expect(counts().at(-1)).toBe("2 failed");
  await project.add("mesh-wasm.config.json", JSON.stringify({ filters: { canary: { entyr: "" } } }));
  await running.until("stderr", /did you mean entry/);
  running.child.kill("SIGINT");
  expect((await running.finished).code).toBe(130);
});
