import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { capture, normalized } from "../fixtures/captured-cli.ts";
import { compiled, folderWith } from "../fixtures/project.ts";

/** A filter that uses little of the SDK, with each kind of configuration field. */
const source = `import { HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

enum Mode { first, all }

@config
class Route {
  /** Where it begins. */
  path: string = "/";
}

@config
class Settings {
  header: string = "x-canary";
  percent: u8 = 10;
  mode: Mode = Mode.all;
  routes: Route[] = [];
  labels: Map<string, string> = new Map();
  fallback: Route | null = null;
}

class Canary extends PluginContext<Settings> {
  createHttpContext(): HttpContext {
    return new HttpContext();
  }
}

registerPlugin<Canary>("canary");
`;

let module: Uint8Array;

beforeAll(async () => {
  module = await compiled(source);
});

test("shows a module to people", async () => {
  const cwd = folderWith({ "canary.wasm": module });
  const { status, stdout } = await capture(["inspect", "canary.wasm"], { cwd });
  expect(status).toBe(0);
  for (const line of [
    "  abi       0.2.1",
    "  filter    canary 0.0.0 (debug, mesh-wasm ",
    "  root ids  canary",
    "  names     kept",
    "Touches\n",
    "  Reads properties  plugin_root_id\n",
    "  env.proxy_log",
    "  proxy_abi_version_0_2_1",
    "Configuration of canary\n",
    '  header    string  default "x-canary"\n',
    "  percent   integer  default 10\n",
    '  mode      first|all  default "all"\n',
    "  routes    Route[]",
    "  labels    map of string",
    "  fallback  Route|null",
    "✔ Envoy can load it\n",
  ]) {
    expect(stdout).toContain(line);
  }
  expect(stdout).toMatch(/Functions \(\d+\)\n +SIZE {2}NAME\n/);
});

test("--json has all of it", async () => {
  const cwd = folderWith({ "canary.wasm": module });
  const { data } = JSON.parse((await capture(["inspect", "canary.wasm", "--json"], { cwd })).stdout);
  expect(data).toMatchObject({
    file: join(cwd, "canary.wasm"),
    size: module.length,
    abi: "0.2.1",
    metadata: { name: "canary", rootIds: ["canary"] },
    names: "ok",
    findings: [],
  });
  expect(data.imports).toContainEqual({ name: "env.proxy_log", type: "function (i32, i32, i32) -> i32" });
  expect(data.touches.propertiesRead).toEqual({ known: ["plugin_root_id"], others: false });
  expect(data.exports).toContainEqual({ name: "proxy_abi_version_0_2_1", type: "function ()" });
  expect(data.functions.length).toBeGreaterThan(20);
});

test("a damaged module is shown as far as it goes, and is a failure", async () => {
  const cwd = folderWith({ "cut.wasm": module.slice(0, 400) });
  const { status, stdout, stderr } = await capture(["inspect", "cut.wasm"], { cwd });
  expect(status).toBe(1);
  expect(stdout).toContain("env.proxy_log");
  expect(stderr).toContain("MW0307");
});

test("a module that Envoy would refuse is shown with the findings", async () => {
  const cwd = folderWith({ "empty.wasm": new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) });
  const { status, stdout } = await capture(["inspect", "empty.wasm"], { cwd });
  expect(status).toBe(0);
  await expect(normalized(stdout)).toMatchFileSnapshot("../golden/inspect-empty.txt");
});
