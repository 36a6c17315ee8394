import { afterAll, beforeAll, expect, test } from "vitest";
import { filterSource } from "../../cli/fixtures/project.ts";
import { bin } from "../support/cli.ts";
import { startProcess } from "../support/run-process.ts";
import { makeTestProject, type TestProject } from "../support/test-project.ts";

let project: TestProject;

beforeAll(async () => {
  project = await makeTestProject("unbuilt");
  const filters = {
    canary: { entry: "assembly/canary.ts", rootId: "canary" },
    other: { entry: "assembly/other.ts", rootId: "canary" },
  };
  await project.add("mesh-wasm.config.json", JSON.stringify({ filters }));
  await project.add("assembly/canary.ts", filterSource);
  await project.add("assembly/other.ts", filterSource.replace("this.header,", "this.haeder,"));
  await project.add(
    "test/canary.test.ts",
    `import { loadFilter } from "mesh-wasm/testing";
import { expect, test } from "vitest";

test("canary serves", async () => {
  await using filter = await loadFilter("canary");
  expect((await filter.request()).response.status).toBe(200);
});
`,
  );
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
