import { writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capture } from "../fixtures/captured-cli.ts";
import { folderWith, projectFiles } from "../fixtures/project.ts";
import type { Check } from "./check.ts";

async function diagnose(files: Record<string, string>, env: Record<string, string> = {}) {
  const cwd = folderWith(files);
  const filled = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replace("<folder>", cwd)]));
  const { status, stdout } = await capture(["doctor", "--json"], { cwd, env: { HOME: cwd, ...filled } });
  const { data, error } = JSON.parse(stdout);
  const check = (name: string): Check => data.checks.find((entry: Check) => entry.name === name);
  return { cwd, status, data, error, check };
}

test("a machine with an Envoy is well, and the reason for its choice is said", async () => {
  const { cwd, status, data, check } = await diagnose(projectFiles, {
    HOME: homedir(),
    ...(process.env["ENVOY_PATH"] ? { ENVOY_PATH: process.env["ENVOY_PATH"] } : {}),
  });
  expect(status).toBe(0);
  expect(data).toMatchObject({ node: process.version, platform: process.platform });
  expect(data.envoy.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(check("envoy")).toMatchObject({ status: "ok", text: expect.stringContaining(data.envoy.path) });
  expect(check("assemblyscript")).toEqual({ name: "assemblyscript", status: "ok", text: "0.28.20" });
  expect(check("project").text).toBe(`${join(cwd, "mesh-wasm.config.json")}  (1 filter: canary)`);
});

test("what nothing works without is a failure, what can be done without is a warning", async () => {
  const { cwd, status, data, error, check } = await diagnose(
    { ...projectFiles, "mesh-wasm.config.json": "{}", state: "a file" },
    { PATH: "/nowhere", MESH_WASM_STATE_HOME: "<folder>/state/deep" },
  );
  expect(status).toBe(4);
  expect(error).toMatchObject({ code: "MW0112", message: "failed: project, state folder" });
  expect(data.envoy).toBeNull();
  expect(check("envoy")).toMatchObject({ status: "warn", hint: expect.stringContaining("mesh-wasm envoy install") });
  expect(check("pip").status).toBe("warn");
  expect(check("docker")).toMatchObject({ status: "warn", text: "not installed" });
  expect(check("state folder").text).toContain(join(cwd, "state"));
  expect(check("cache folder").status).toBe("ok");
});

test("an ENVOY_PATH that does not work is a failure", async () => {
  const { status, check } = await diagnose({ envoy: "no Envoy" }, { ENVOY_PATH: "<folder>/envoy", PATH: "/nowhere" });
  expect(status).toBe(4);
  expect(check("envoy")).toMatchObject({ status: "fail", text: expect.stringContaining("is not executable") });
});

test("an old Node is a failure", async () => {
  const { checkNode } = await import("./tools.ts");
  const checked = ["v18.20.0", "v20.18.3", "v20.19.0", "v22.0.0"].map(
    (nodeVersion) => checkNode({ nodeVersion }).status,
  );
  expect(checked).toEqual(["fail", "fail", "ok", "ok"]);
});

test("prints one line for each check, and what to do below", async () => {
  const cwd = folderWith({});
  writeFileSync(join(cwd, "mesh-wasm.config.json"), '{ "filter": {} }');
  const { stdout } = await capture(["doctor"], { cwd, env: { HOME: cwd, PATH: "/nowhere" } });
  expect(stdout).toMatch(/^mesh-wasm \d+\.\d+\.\d+\n✔ node +v\d+/);
  expect(stdout).toContain(
    "✖ project         mesh-wasm.config.json: filters is missing\n                  → did you mean filters?\n",
  );
});
