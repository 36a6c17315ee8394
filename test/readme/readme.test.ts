import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { registry } from "../../cli/registry.ts";
import { type PluginOptions, startEcho, startEnvoy } from "../../envoy/index.ts";
import { bin, checkout } from "../support/cli.ts";
import { runProcess } from "../support/run-process.ts";

// What the README says is what it says here: its own code is built, tested and loaded.

let readme: string;
let workshop: string;
let project: string;

/** The content of the only code block of a language that holds `text`. */
function block(language: string, text: string): string {
  const blocks = [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const found = blocks.filter(([, kind, content]) => kind === language && content?.includes(text));
  expect(found).toHaveLength(1);
  return found[0]?.[2] ?? "";
}

function run(...args: string[]) {
  return runProcess("node", args, { cwd: project, env: { ...process.env, NO_COLOR: "1" } });
}

beforeAll(async () => {
  readme = await readFile(join(checkout, "README.md"), "utf8");
  workshop = await mkdtemp(join(tmpdir(), "mesh-wasm-readme-"));
  project = join(workshop, "canary");
  await runProcess("node", [bin, "new", "filter", "canary", "--no-install", "--no-git"], { cwd: workshop });
  await mkdir(join(project, "node_modules"));
  await symlink(join(checkout, "node_modules/vitest"), join(project, "node_modules/vitest"));
  await symlink(checkout, join(project, "node_modules/mesh-wasm"));
  await writeFile(join(project, "assembly/index.ts"), block("ts", "registerPlugin"));
  await writeFile(join(project, "test/filter.test.ts"), block("ts", "loadFilter"));
  await run(bin, "build");
});

afterAll(async () => {
  await rm(workshop, { recursive: true, force: true });
});

test("the filter is about 30 lines, and its test passes, on the host and in Envoy", async () => {
  expect(block("ts", "registerPlugin").split("\n").length).toBeLessThan(36);
  for (const engine of ["host", "envoy"]) {
    const { stdout } = await run(bin, "test", "--engine", engine);
    expect(stdout).toMatch(/Tests\s+1 passed/);
  }
});

test("the WasmPlugin fits the module: Envoy takes it the way Istio hands it over", async () => {
  const { kind, spec } = parse(block("yaml", "WasmPlugin"));
  expect(kind).toBe("WasmPlugin");
  expect(spec.failStrategy).toBe("FAIL_CLOSE");
  // Istio's pilot sends the filter by ECDS, pluginName as root id, pluginConfig as a JSON string.
  const plugin: PluginOptions = {
    name: "shop.canary",
    module: join(project, "build/canary.wasm"),
    rootId: spec.pluginName,
    configuration: spec.pluginConfig,
    failurePolicy: "FAIL_CLOSED",
  };
  await using upstream = await startEcho();
  await using envoy = await startEnvoy({
    ecds: true,
    plugins: [plugin],
    clusters: [{ name: "cart", url: upstream.url }],
  });
  await fetch(envoy.url, { headers: { [spec.pluginConfig.header]: "1" } });
  expect(upstream.requests[0]?.headers["x-mesh-subset"]).toBe(spec.pluginConfig.subset);
});

test("validate takes a configuration from a file, as the README says", async () => {
  await writeFile(join(project, "plugin.yaml"), "header: x-beta\nsubset: v2\n");
  await run(bin, "validate", "--plugin-config", "plugin.yaml");
  await writeFile(join(project, "plugin.yaml"), "headr: x-beta\n");
  await expect(run(bin, "validate", "--plugin-config", "plugin.yaml")).rejects.toThrow("did you mean");
});

test("the table of commands has every command", () => {
  const named = [...readme.matchAll(/^\| `([a-z -]+)` \|/gm)].map(([, name]) => name);
  const groups = registry.commands.map(({ name }) => (name.startsWith("envoy ") ? "envoy" : name));
  expect(named.sort()).toEqual([...new Set(groups)].sort());
});

test("every file that the README points to is there", async () => {
  const links = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map(([, path]) => path ?? "");
  expect(links.length).toBeGreaterThan(5);
  for (const link of links) await readFile(join(checkout, link), "utf8");
});
