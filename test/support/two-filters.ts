import { makeTestProject, type TestProject } from "./test-project.ts";

/** A project with the filters `canary` and `other`, of these sources, which both register `canary`. */
export async function projectOfTwoFilters(name: string, canary: string, other: string): Promise<TestProject> {
  const project = await makeTestProject(name);
  const filters = {
    canary: { entry: "assembly/canary.ts", rootId: "canary" },
    other: { entry: "assembly/other.ts", rootId: "canary" },
  };
  await project.add("mesh-wasm.config.json", JSON.stringify({ filters }));
  await project.add("assembly/canary.ts", canary);
  await project.add("assembly/other.ts", other);
  return project;
}

/** A test that a filter of the project answers, with a header that the filters of tests set. */
export function headerTest(filter: string, value: string): string {
  return `import { loadFilter } from "mesh-wasm/testing";
import { expect, test } from "vitest";

test("${filter} says ${value}", async () => {
  await using filter = await loadFilter("${filter}");
  expect((await filter.request()).response.headers.get("x-canary")).toBe("${value}");
});
`;
}
