import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { packageRoot } from "../../module/index.ts";
import { capture } from "../fixtures/captured-cli.ts";
import { filterSource, folderWith, projectFiles } from "../fixtures/project.ts";

const testSource = `import { loadFilter } from "mesh-wasm/testing";
import { expect, test } from "vitest";

test("responses say yes", async () => {
  await using filter = await loadFilter("canary", { configuration: { header: "x-beta" } });
  expect(await filter.request({ path: "/" })).toHaveHeader("x-beta", "yes");
});
`;

/** A project with packages, as npm would install them. */
function projectWith(files: Record<string, string>): string {
  const cwd = folderWith({ ...projectFiles, ...files });
  mkdirSync(join(cwd, "node_modules"));
  const packages = packageRoot();
  symlinkSync(packages, join(cwd, "node_modules/mesh-wasm"));
  for (const name of ["vitest", "assemblyscript"]) {
    symlinkSync(join(packages, "node_modules", name), join(cwd, "node_modules", name));
  }
  return cwd;
}

describe("test", () => {
  test("builds the filters and runs the tests of the project on the host", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource });
    const { status, stdout, stderr } = await capture(["test"], { cwd });
    expect(stderr).toMatch(/built canary/i);
    expect(stdout).toContain("canary.test.ts");
    expect(status).toBe(0);
  });

  test("--json counts, once for each mode and version", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource });
    const { status, stdout } = await capture(["test", "--mode", "both", "--envoy", "1.40", "--json"], { cwd });
    const counts = { engine: "host", envoyVersion: "1.40", passed: 1, failed: 0, skipped: 0, brokenFiles: 0 };
    expect(JSON.parse(stdout).data.runs).toEqual([
      { mode: "release", ...counts },
      { mode: "debug", ...counts },
    ]);
    expect(status).toBe(0);
  });

  test("--reporter and --output-file write a report, and a test that fails fails the command", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource.replace('"yes"', '"no"') });
    const argv = ["test", "--reporter", "default,junit", "--output-file", "junit.xml", "--json"];
    const { status, stdout } = await capture(argv, { cwd });
    expect(JSON.parse(stdout).error).toMatchObject({ code: "MW0410", message: "1 test has failed" });
    expect(readFileSync(join(cwd, "junit.xml"), "utf8")).toContain("responses say yes");
    expect(status).toBe(1);
  });

  test("--coverage shows what ran of the AssemblyScript, and writes lcov and HTML", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource });
    const { status, stdout } = await capture(["test", "--coverage"], { cwd });
    expect(stdout).toMatch(/index\.ts +\| +\d/);
    expect(readFileSync(join(cwd, "coverage/lcov.info"), "utf8")).toContain("SF:assembly/index.ts");
    expect(existsSync(join(cwd, "coverage/lcov-report/index.html"))).toBe(true);
    expect(status).toBe(0);
  });

  test("a filter that does not compile fails its tests with the compiler's words", async () => {
    const cwd = projectWith({
      "assembly/index.ts": filterSource.replace("this.header,", "this.haeder,"),
      "test/canary.test.ts": testSource,
    });
    const { status, stderr } = await capture(["test"], { cwd });
    expect(stderr).toContain("haeder");
    expect(status).toBe(1);
  });

  test("names that nothing has, and a project without tests, are errors", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource });
    const named = await capture(["test", "-t", "nothing like it", "--json"], { cwd });
    expect(JSON.parse(named.stdout).error).toMatchObject({ code: "MW0418" });
    const empty = await capture(["test", "--json"], { cwd: projectWith({}) });
    expect(JSON.parse(empty.stdout).error).toMatchObject({ code: "MW0418" });
  });
});
