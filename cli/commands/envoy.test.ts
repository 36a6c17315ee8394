import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { capture, temporaryFolder } from "../fixtures/captured-cli.ts";

const env = { HOME: homedir(), ENVOY_PATH: process.env["ENVOY_PATH"] };

test("which prints the path alone, for command substitution", async () => {
  const { status, stdout, stderr } = await capture(["envoy", "which"], { env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(existsSync(stdout.trimEnd())).toBe(true);
});

test("list marks the one that which prints", async () => {
  const { data } = JSON.parse((await capture(["envoy", "list", "--json"], { env })).stdout);
  const current = data.filter((envoy: { current: boolean }) => envoy.current);
  const { stdout } = await capture(["envoy", "which"], { env });
  expect(current).toMatchObject([{ installed: true, path: stdout.trimEnd() }]);
  const text = (await capture(["envoy", "list"], { env })).stdout;
  expect(text).toMatch(/^ +VERSION +STATE +FOUND BY +PATH\n/);
  expect(text).toContain(`➜  ${current[0].version}`);
});

test("list is a result where there is no Envoy, too", async () => {
  const { status, stdout } = await capture(["envoy", "list", "--json"], {
    env: { HOME: temporaryFolder(), PATH: "/nowhere" },
  });
  expect(status).toBe(0);
  expect(JSON.parse(stdout).data.every(({ installed }: { installed: boolean }) => !installed)).toBe(true);
});

test("use records a version that is there, without the network", async () => {
  const { data } = JSON.parse((await capture(["envoy", "which", "--json"], { env })).stdout);
  const folder = temporaryFolder();
  const own = { HOME: folder, PATH: join(data.path, ".."), MESH_WASM_DATA_HOME: join(folder, "data") };
  const { status, stdout } = await capture(["envoy", "use", data.version, "--offline", "--json"], { env: own });
  expect(status).toBe(0);
  expect(JSON.parse(stdout).data).toMatchObject({ version: data.version });
  expect(existsSync(join(folder, "data/envoy/current"))).toBe(true);
});
