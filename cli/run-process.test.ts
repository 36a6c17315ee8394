import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "./fixtures/captured-cli.ts";
import { folderWith } from "./fixtures/project.ts";

/** The built command line: Node 20 runs no TypeScript. */
const bin = fileURLToPath(new URL("../dist/bin/mesh-wasm.cjs", import.meta.url));

test("the process ends with the command's status, its output on the right streams", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, "explain", "nonsense"], {
    encoding: "utf8",
  });
  expect(status).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain("MW0110");
});

test("a Docker engine that does not answer is named as such", () => {
  // The Docker client reads the environment of the process, so this cannot be tried within the test's own.
  const cwd = folderWith({ "empty.wasm": new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]) });
  const { status, stderr } = spawnSync(process.execPath, [bin, "validate", "empty.wasm", "--engine", "docker"], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, DOCKER_HOST: "tcp://127.0.0.1:1", MESH_WASM_STATE_HOME: cwd },
  });
  expect(status).toBe(4);
  expect(stderr).toContain("MW0601");
});

test("a reader that goes away early is no fault", async () => {
  const child = spawn(process.execPath, [bin, "completion", "bash"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [status] = await once(child, "close");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("the status is the same where nobody reads the errors", async () => {
  const child = spawn(process.execPath, [bin, "biuld"], { stdio: ["ignore", "ignore", "pipe"] });
  child.stderr.destroy();
  expect(await once(child, "close")).toEqual([2, null]);
});

/** A package manager that does not want to end. */
const stubborn = `#!${process.execPath}
process.on("SIGTERM", () => require("node:fs").writeFileSync("asked", ""));
require("node:fs").writeFileSync("pid", String(process.pid));
setInterval(() => {}, 1000);
`;

function startStubborn(): { child: ChildProcess; project: string } {
  const cwd = folderWith({ "bin/npm": stubborn });
  chmodSync(join(cwd, "bin/npm"), 0o755);
  const env = { ...process.env, PATH: `${join(cwd, "bin")}:${process.env["PATH"]}`, npm_config_user_agent: "" };
  const argv = [bin, "new", "filter", "canary", "--no-git"];
  const child = spawn(process.execPath, argv, { cwd, env, stdio: "ignore" });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, project: join(cwd, "canary") };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("the first signal asks, its echo is passed over, and the second kills all that was started", async () => {
  const { child, project } = startStubborn();
  const exited = once(child, "exit");
  const pidFile = join(project, "pid");
  await eventually(() => existsSync(pidFile) && readFileSync(pidFile, "utf8") !== "");
  const pid = Number(readFileSync(pidFile, "utf8"));
  child.kill("SIGINT");
  child.kill("SIGINT");
  await eventually(() => existsSync(join(project, "asked")));
  await sleep(700);
  expect(child.exitCode).toBeNull();
  expect(isRunning(pid)).toBe(true);
  child.kill("SIGTERM");
  expect(await exited).toEqual([130, null]);
  await eventually(() => !isRunning(pid));
});
