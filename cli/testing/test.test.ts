import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { capture } from "../fixtures/captured-cli.ts";
import { filterSource, folderWith, installPackages, projectFiles, testSource } from "../fixtures/project.ts";

/** A project with packages, as npm would install them. */
function projectWith(files: Record<string, string>): string {
  const cwd = folderWith({ ...projectFiles, ...files });
  installPackages(cwd);
  return cwd;
}

describe("test", () => {
  test("builds the filters and runs the tests of the project on the host", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource });
    const { status, stdout, stderr } = await capture(["test"], { cwd });
    expect(stderr).toMatch(/built canary/i);
    expect(stdout).toContain("canary.test.ts");
    expect(stdout).toMatch(/\n1 passed, 0 failed\n$/);
    expect(status).toBe(0);
  });

  test("runs suites of scenarios by every name that says so", async () => {
    const suite = `test:
  - name: "Yes"
    responseHeaders:
      input: { header: [{ key: ":status", value: "200" }] }
      result: { hasHeader: [{ key: x-canary, value: "yes" }] }
`;
    const names = ["canary.scenario", "canary_scenarios", "canary.tests", "tests_of_canary"];
    const suites = Object.fromEntries(names.map((name) => [`test/${name}.yaml`, suite]));
    const { stdout } = await capture(["test"], { cwd: projectWith({ ...suites, "test/other.yaml": "a: 1" }) });
    for (const name of names) expect(stdout).toContain(`${name}.yaml`);
    expect(stdout).toMatch(/\n4 passed, 0 failed\n$/);
  });

  test("--json counts, once for each mode and version", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource });
    const { status, stdout } = await capture(["test", "--mode", "both", "--envoy", "1.40", "--json"], { cwd });
    const tests = [
      {
        file: "test/canary.test.ts",
        name: "responses say yes",
        state: "passed",
        milliseconds: expect.any(Number),
        messages: [],
      },
    ];
    const counts = {
      engine: "host",
      envoyVersion: "1.40",
      passed: 1,
      failed: 0,
      skipped: 0,
      brokenFiles: 0,
      uncaughtErrors: 0,
      tests,
    };
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
    const { data, error } = JSON.parse(stdout);
    expect(error).toMatchObject({ code: "MW0410", message: "1 test has failed" });
    expect(data.runs[0].tests[0].messages[0]).toContain('expected header x-beta: no, but it is "yes"');
    expect(readFileSync(join(cwd, "junit.xml"), "utf8")).toContain("responses say yes");
    expect(status).toBe(1);
  });

  test("a test that fails, and then the end of its filter as well, tells both", async () => {
    const trapping = filterSource.replace(
      "  createHttpContext()",
      '  onDone(): bool {\n    throw new Error("no end");\n  }\n\n  createHttpContext()',
    );
    const cwd = projectWith({
      "assembly/index.ts": trapping,
      "test/canary.test.ts": testSource.replace('"yes"', '"no"'),
    });
    const { stdout } = await capture(["test", "--json"], { cwd });
    const [{ messages }] = JSON.parse(stdout).data.runs[0].tests;
    expect(messages).toEqual([
      expect.stringContaining('expected header x-beta: no, but it is "yes"'),
      expect.stringMatching(/trapped in proxy_on_done[\s\S]*assembly\/index\.ts:11/),
    ]);
  });

  test("an error that no test catches is a failure", async () => {
    const lost = testSource.replace("  await using", '  Promise.reject(new Error("lost"));\n  await using');
    const cwd = projectWith({ "test/canary.test.ts": lost });
    const { status, stdout } = await capture(["test", "--json"], { cwd });
    const { data, error } = JSON.parse(stdout);
    expect(error).toMatchObject({ code: "MW0410", message: "1 error was caught by no test" });
    expect(data.runs[0]).toMatchObject({ passed: 1, failed: 0, uncaughtErrors: 1 });
    expect(data.runs[0].tests[1]).toMatchObject({ file: "test/canary.test.ts", state: "failed", messages: ["lost"] });
    expect(status).toBe(1);
  });

  test("--html writes a page, and each of several runs has a report of its own", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource });
    const outputs = ["--reporter", "junit", "--output-file", "out/junit.xml", "--html", "out/report.html"];
    const { stdout } = await capture(["test", "--envoy", "1.38,1.40", ...outputs], { cwd });
    expect(stdout).toMatch(/\n2 passed, 0 failed\n$/);
    for (const version of ["1.38", "1.40"]) {
      expect(readFileSync(join(cwd, `out/junit.release-${version}.xml`), "utf8")).toContain("responses say yes");
    }
    const page = readFileSync(join(cwd, "out/report.html"), "utf8");
    expect(page).toContain("release on the host as Envoy 1.38");
    expect(page).toContain("responses say yes");
  });

  test("a test that the engine cannot run is skipped, with the reason", async () => {
    const source = testSource.replace("configuration: {", "seed: 7, configuration: {");
    const cwd = projectWith({ "test/canary.test.ts": source });
    const env = { HOME: homedir(), ENVOY_PATH: process.env["ENVOY_PATH"], MESH_WASM_STATE_HOME: `${cwd}/state` };
    const { stdout } = await capture(["test", "--engine", "envoy", "--json"], { cwd, env });
    expect(JSON.parse(stdout).data.runs[0].tests[0]).toMatchObject({
      state: "skipped",
      messages: ["Envoy cannot do this: its random numbers cannot be chosen"],
    });
  });

  test("a filter has the root id of the configuration", async () => {
    const config = { filters: { beta: { entry: "assembly/index.ts", rootId: "canary" } } };
    const cwd = projectWith({
      "mesh-wasm.config.json": JSON.stringify(config),
      "test/canary.test.ts": testSource.replace('"canary"', '"beta"'),
    });
    expect((await capture(["test"], { cwd })).status).toBe(0);
  });

  test("--coverage shows what ran of the AssemblyScript, and writes lcov and HTML", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource });
    const { status, stdout } = await capture(["test", "--coverage"], { cwd });
    expect(stdout).toMatch(/index\.ts +\| +\d/);
    expect(readFileSync(join(cwd, "coverage/lcov.info"), "utf8")).toContain("SF:assembly/index.ts");
    expect(existsSync(join(cwd, "coverage/lcov-report/index.html"))).toBe(true);
    expect(status).toBe(0);
  });

  test("a filter that no test loads counts for the coverage, with nothing of it", async () => {
    const filters = { canary: { entry: "assembly/index.ts" }, idle: { entry: "assembly/idle.ts" } };
    const cwd = projectWith({
      "mesh-wasm.config.json": JSON.stringify({ filters }),
      "assembly/idle.ts": filterSource,
      "test/canary.test.ts": testSource,
    });
    const { stdout } = await capture(["test", "--coverage"], { cwd });
    expect(stdout).toMatch(/idle\.ts +\| +0 \|/);
    expect(stdout).toMatch(/index\.ts +\| +100 \|/);
    expect(readFileSync(join(cwd, "coverage/lcov.info"), "utf8")).toContain("SF:assembly/idle.ts");
  });

  test("what has not changed is not compiled again, of unit tests neither", async () => {
    const unit = 'test("one", () => { expect(1).toBe(1); });\n';
    const cwd = projectWith({ "test/canary.test.ts": testSource, "assembly/one.spec.ts": unit });
    expect((await capture(["test"], { cwd })).stderr).toContain("built canary");
    const record = join(cwd, ".mesh-wasm/builds", encodeURIComponent(".mesh-wasm/unit/assembly/one.spec.wasm.json"));
    const time = statSync(record).mtimeMs;
    const again = await capture(["test"], { cwd });
    expect(again.stderr).toContain("canary is unchanged");
    expect(again.stdout).toMatch(/\n2 passed, 0 failed\n$/);
    expect(statSync(record).mtimeMs).toBe(time);
    expect((await capture(["test", "--force"], { cwd })).stderr).toContain("built canary");
    expect(statSync(record).mtimeMs).toBeGreaterThan(time);
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

  test("names of tests that nothing has are errors", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource });
    const named = await capture(["test", "-t", "nothing like it", "--json"], { cwd });
    expect(JSON.parse(named.stdout).error).toMatchObject({ code: "MW0418" });
  });

  test("a file is found by its path from here and a line; none that fits is told before anything is built", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource, "test/other.test.ts": testSource });
    const words = ["test", "--json", "./canary.test.ts:4"];
    const { data } = JSON.parse((await capture(words, { cwd: join(cwd, "test") })).stdout);
    expect(data.runs[0].tests).toMatchObject([{ file: "test/canary.test.ts", state: "passed" }]);
    const { stdout, stderr } = await capture(["test", "./robin.test.ts", "--json"], { cwd });
    expect(JSON.parse(stdout).error).toMatchObject({ code: "MW0418" });
    expect(stderr).not.toContain("built");
  });

  test("with a configuration of its own, vitest alone knows what is a test", async () => {
    const cwd = projectWith({
      "vitest.config.ts": 'export default { test: { include: ["**/*.check.ts"] } };\n',
      "canary.check.ts": testSource,
    });
    const { data } = JSON.parse((await capture(["test", "canary.check", "--json"], { cwd })).stdout);
    expect(data.runs[0]).toMatchObject({ passed: 1 });
    const none = await capture(["test", "robin", "--json"], { cwd });
    expect(JSON.parse(none.stdout).error).toMatchObject({ code: "MW0418", message: "no test fits robin" });
  });

  test("a reporter may be a file of the project", async () => {
    const cwd = projectWith({
      "test/canary.test.ts": testSource,
      "own.mjs": "export default class { onTestRunEnd() { console.log('the end'); } }\n",
    });
    expect((await capture(["test", "--reporter", "dot, ./own.mjs"], { cwd })).stdout).toContain("the end");
  });

  test("versions that there are not are told before anything is built", async () => {
    const cwd = projectWith({ "test/canary.test.ts": testSource });
    for (const [engine, code] of [
      ["host", "MW0105"],
      ["envoy", "MW0503"],
    ] as const) {
      const { stdout, stderr } = await capture(["test", "--engine", engine, "--envoy", "1.40,1.99", "--json"], { cwd });
      expect(JSON.parse(stdout).error).toMatchObject({ code, message: expect.stringContaining("1.99") });
      expect(stderr).not.toContain("built");
    }
  });
});
