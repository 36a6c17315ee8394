import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { bin, checkout } from "../support/cli.ts";
import { runProcess } from "../support/run-process.ts";

const readme = await readFile(join(checkout, "README.md"), "utf8");
const page = await readFile(join(checkout, "docs/host.md"), "utf8");

test("the example of the page runs, with the filter of the README", async () => {
  const project = await mkdtemp(join(tmpdir(), "mesh-wasm-host-"));
  onTestFinished(() => rm(project, { recursive: true, force: true }));
  const [, filter = ""] = /^```ts\n([\s\S]*?registerPlugin<Canary>[\s\S]*?)^```$/m.exec(readme) ?? [];
  const [, example = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(page) ?? [];
  await mkdir(join(project, "assembly"));
  await mkdir(join(project, "node_modules"));
  await symlink(checkout, join(project, "node_modules/mesh-wasm"));
  await writeFile(join(project, "assembly/index.ts"), filter);
  await writeFile(join(project, "package.json"), "{}");
  const config = { filters: { canary: { entry: "assembly/index.ts" } } };
  await writeFile(join(project, "mesh-wasm.config.json"), JSON.stringify(config));
  await writeFile(join(project, "example.mjs"), example);
  await runProcess("node", [bin, "build"], { cwd: project });

  const { stdout } = await runProcess("node", ["example.mjs"], { cwd: project });
  const lines = stdout.trimEnd().split("\n");
  expect(lines.filter((line) => !/^(?:callback|host call) /.test(line))).toEqual(["v2"]);
  expect(lines).toEqual(
    expect.arrayContaining([
      "callback proxy_on_configure",
      "callback proxy_on_request_headers",
      "host call env.proxy_increment_metric",
    ]),
  );
});
