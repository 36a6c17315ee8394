import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bin, checkout } from "../support/cli.ts";
import { runProcess } from "../support/run-process.ts";

let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), "mesh-wasm-node-"));
  await cp(join(checkout, "templates/blank/assembly"), join(project, "assembly"), { recursive: true });
  await writeFile(
    join(project, "mesh-wasm.config.ts"),
    'export default { filters: { blank: { entry: "assembly/index.ts" } } };\n',
  );
});

afterAll(async () => {
  await rm(project, { recursive: true, force: true });
});

// The npm package `node` carries the binaries; this run's own Node is tested by every other test.
describe.each(["22", "24"])("Node %s", (version) => {
  function node(...args: string[]) {
    return runProcess("npx", ["--yes", `--package=node@${version}`, "--", "node", ...args], { cwd: project });
  }

  test("is what runs", async () => {
    expect((await node("--version")).stdout).toMatch(new RegExp(`^v${version}\\.`));
  });

  test("keeps what Node makes of our code in the cache folder", async () => {
    const cache = join(project, "cache", version);
    const env = { ...process.env, MESH_WASM_CACHE_HOME: cache };
    const args = ["--yes", `--package=node@${version}`, "--", "node", bin, "--version"];
    await runProcess("npx", args, { cwd: project, env });
    const [folder = ""] = await readdir(join(cache, "compiled"));
    expect(folder).toMatch(new RegExp(`^v${version}\\.`));
    expect(await readdir(join(cache, "compiled", folder))).not.toHaveLength(0);
  });

  test("builds a filter and validates it in Envoy", async () => {
    const { stdout } = await node(bin, "build", "--json");
    expect(JSON.parse(stdout)).toMatchObject({ command: "build", ok: true });
    const { stdout: answer } = await node(bin, "validate", "--json");
    expect(JSON.parse(answer)).toMatchObject({ command: "validate", ok: true });
  });
});
