// A Docker engine for the tests: the running one, else Debian's, installed and started for as long as the tests last.
import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run, say, succeeds } from "./provision.mjs";

/**
 * Makes a Docker engine answer. Resolves to null and a reason where this machine cannot have one.
 *
 * @returns {Promise<{ available: true, stop(): Promise<void> } | { available: false, reason: string }>}
 */
export async function provisionDocker() {
  if (succeeds("docker", ["info"])) return { available: true, async stop() {} };
  if (process.platform !== "linux" || process.getuid?.() !== 0) {
    return {
      available: false,
      reason: "no Docker engine answers: start one (Docker Desktop, or `systemctl start docker`)",
    };
  }
  if (!succeeds("dockerd", ["--version"]) && !(await installEngine())) {
    return { available: false, reason: "no Docker engine, and apt-get cannot install docker.io" };
  }
  return startEngine();
}

async function installEngine() {
  if (!succeeds("apt-get", ["--version"])) return false;
  say("installing the Docker engine (apt-get install docker.io)");
  const options = { check: false, stdio: ["ignore", "ignore", "inherit"], env: { DEBIAN_FRONTEND: "noninteractive" } };
  await run("apt-get", ["update", "-q"], options);
  const status = await run("apt-get", ["install", "-qy", "--no-install-recommends", "docker.io", "iptables"], options);
  return status === 0 && succeeds("dockerd", ["--version"]);
}

async function startEngine() {
  const log = join(await mkdtemp(join(tmpdir(), "mesh-wasm-dockerd-")), "dockerd.log");
  say(`starting the Docker engine (log: ${log})`);
  const out = openSync(log, "a");
  const engine = spawn("dockerd", [], { stdio: ["ignore", out, out] });
  const exited = new Promise((resolve) => engine.once("exit", resolve).once("error", resolve));
  while (!succeeds("docker", ["info"])) {
    const ended = await Promise.race([exited.then(() => true), sleep(300).then(() => false)]);
    if (ended) return { available: false, reason: `dockerd ended at once, see ${log}` };
  }
  return {
    available: true,
    async stop() {
      engine.kill("SIGTERM");
      await exited;
    },
  };
}
