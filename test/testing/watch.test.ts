import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filterSource } from "../../cli/fixtures/project.ts";
import { bin, checkout } from "../support/cli.ts";
import { startProcess } from "../support/run-process.ts";

// `mesh-wasm test --watch` builds again what a change concerns, and no more, and runs the tests again.

let project: string;

const source = (answer: string) => filterSource.replace('"yes"', `"${answer}"`);
const testOf = (name: string) => `import { loadFilter } from "mesh-wasm/testing";
import { expect, test } from "vitest";

test("${name} says yes", async () => {
  await using filter = await loadFilter("${name}");
  expect((await filter.request()).response.headers.get("x-canary")).toBe("yes");
});
`;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "mesh-wasm-watch-"));
  const filters = {
    canary: { entry: "assembly/canary.ts", rootId: "canary" },
    other: { entry: "assembly/other.ts", rootId: "canary" },
  };
  await add("mesh-wasm.config.json", JSON.stringify({ filters }));
  await add("package.json", '{ "type": "module" }');
  await add("assembly/canary.ts", source("yes"));
  await add("assembly/other.ts", source("yes"));
  await add("test/canary.test.ts", testOf("canary"));
  await add("test/other.test.ts", testOf("other"));
  await mkdir(join(project, "node_modules"));
  await symlink(checkout, join(project, "node_modules/mesh-wasm"));
  await symlink(join(checkout, "node_modules/vitest"), join(project, "node_modules/vitest"));
});

afterAll(() => rm(project, { recursive: true, force: true }));

async function add(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(project, path)), { recursive: true });
  await writeFile(join(project, path), text);
}

test("a change of one filter builds that one and runs the tests again; a broken one is told; Ctrl-C ends all", async () => {
  const env = { ...process.env, NO_COLOR: "1" };
  const running = startProcess("node", [bin, "test", "--watch"], { cwd: project, env });
  // Every run has an end to wait for, whatever it is
  const ended = (runs: number) => running.until("stdout", new RegExp(`(?:^ *Tests .*$[^]*){${runs}}`, "m"));
  const counts = () => [...running.stdout.matchAll(/^ *Tests +(.*) \(2\)$/gm)].map(([, count]) => count);
  await ended(1);
  expect(counts()).toEqual(["2 passed"]);
  const before = running.stderr.length;

  await add("assembly/canary.ts", source("no"));
  await ended(2);
  expect(counts()).toEqual(["2 passed", "1 failed | 1 passed"]);
  expect(running.stderr.slice(before)).toContain("built canary");
  expect(running.stderr.slice(before)).not.toContain("built other");

  await add("assembly/canary.ts", source("no").replace("this.header,", "this.haeder,"));
  await running.until("stderr", /MW0201[\s\S]*haeder/);

  await add("assembly/canary.ts", source("yes"));
  await ended(3);
  expect(counts()).toEqual(["2 passed", "1 failed | 1 passed", "2 passed"]);
  running.child.kill("SIGINT");
  expect((await running.finished).code).toBe(130);
});
