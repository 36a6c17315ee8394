import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleModule } from "./support/sample-module.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const project = realpathSync(mkdtempSync(join(tmpdir(), "mesh-wasm-vitest-")));

beforeAll(async () => {
  symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
  const filters = Object.fromEntries(
    await Promise.all(["redirect", "log_query"].map(async (name) => [name, await manifestEntry(name)])),
  );
  write("manifest.json", JSON.stringify({ filters }));
  write(
    "vitest.config.ts",
    `import { scenariosPlugin } from ${JSON.stringify(join(root, "testing/scenario/vitest/scenarios-plugin.ts"))};
     export default { plugins: [scenariosPlugin()], test: { include: ["**/*.textpb", "**/tests.yaml"] } };`,
  );
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

async function manifestEntry(name: string) {
  return { module: await sampleModule(name), sourceMap: null, rootId: null };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true });
  writeFileSync(join(project, path), text);
}

interface Report {
  testResults: { name: string; status: string; message: string; assertionResults: Result[] }[];
}

interface Result {
  title: string;
  status: string;
  failureMessages: string[];
}

/** Runs vitest in the project. */
function runVitest(engine: string): Promise<Report> {
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const env = { ...process.env, MESH_WASM_TEST_MANIFEST: join(project, "manifest.json"), MESH_WASM_ENGINE: engine };
  const args = [vitest, "run", "--root", project, "--reporter", "json", "--outputFile", join(project, "report.json")];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: project, env }, (_, __, stderr) => {
      try {
        resolve(JSON.parse(readFileSync(join(project, "report.json"), "utf8")));
      } catch (error) {
        reject(new Error(stderr, { cause: error }));
      }
    });
  });
}

test.each(["host", "envoy"])("suites are tests of vitest: %s", async (engine) => {
  write(
    "test/redirect.textpb",
    `test { name: "moves" request_headers { input { header { key: ":path" value: "/foo/a" } } result { immediate { http_status: 301 } } } }
test { name: "fails" request_headers { result { has_header { key: "x" value: "1" } } } }
test { name: "needs upper case" request_headers { input { header { key: "X-A" value: "1" } } result { headers { exact: "X-A: 1" } } } }`,
  );
  write(
    "log_query/tests.yaml",
    "test:\n  - name: logs\n    request_headers: { input: { header: [{ key: ':path', value: / }] }, result: { log: [{ regex: .*missing. }] } }\n",
  );
  write("test/broken.textpb", "test {\n  nmae: 'a'\n}");
  const { testResults } = await runVitest(engine);
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  const statuses = Object.fromEntries(results.map(({ title, status }) => [title, status]));
  const ofNames = engine === "host" ? "passed" : "skipped";
  expect(statuses).toMatchObject({ logs: "passed", moves: "passed", fails: "failed", "needs upper case": ofNames });
  const failed = results.find(({ title }) => title === "fails")?.failureMessages[0];
  expect(failed).toContain('[request_headers] expected the header x with "1", found none');
  expect(failed).toContain(`(${join(project, "test/redirect.textpb")}:2:60)`);
  const broken = testResults.find(({ name }) => name.endsWith("broken.textpb"));
  expect(broken).toMatchObject({
    status: "failed",
    message: expect.stringContaining("Test has no field nmae\nDid you mean name?"),
  });
});
