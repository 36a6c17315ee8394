import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bin, builtFilter } from "../support/cli.ts";
import { engines } from "../support/engines.ts";
import { containers, processesMentioning, untilNone } from "../support/processes.ts";
import { type Running, startProcess } from "../support/run-process.ts";

/** Holds the run directories of this test alone: every Envoy started by it has the path on its command line. */
let state: string;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), "mesh-wasm-kill-"));
});

afterEach(async () => {
  await rm(state, { recursive: true, force: true });
});

describe.each(engines)("mesh-wasm run --engine $name", ({ name: engine, skip }) => {
  /** Selects the containers of this test's run. */
  let label: string;

  async function startRun(env: NodeJS.ProcessEnv = {}): Promise<Running> {
    const args = [bin, "run", builtFilter("telemetry"), "--port", "0", "--engine", engine];
    const running = startProcess("node", args, { env: { ...process.env, ...env, MESH_WASM_STATE_HOME: state } });
    const [, url] = await running.until("stdout", /proxy\s+(http:\/\/\S+)/);
    expect((await fetch(url ?? "")).status).toBe(200);
    const [run] = await readdir(join(state, "runs"));
    label = `label=mesh-wasm.run=${run}`;
    expect(await leftovers()).not.toEqual([]); // what the tests below look for is really seen there
    return running;
  }

  test.skipIf(skip)("SIGINT stops Envoy and removes the run directory", async () => {
    const running = await startRun();
    running.child.kill("SIGINT");
    expect(await running.finished).toMatchObject({ code: 130 });
    expect(await leftovers()).toEqual([]);
    expect(await readdir(join(state, "runs"))).toEqual([]);
  });

  test.skipIf(skip)("SIGTERM stops Envoy", async () => {
    const running = await startRun();
    running.child.kill("SIGTERM");
    expect((await running.finished).code).not.toBe(0);
    expect(await leftovers()).toEqual([]);
  });

  test.skipIf(skip)("an error that nobody catches stops Envoy", async () => {
    const thrower = 'process.on("SIGUSR2", () => { throw new Error("in the middle"); })';
    const running = await startRun({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(thrower)}` });
    running.child.kill("SIGUSR2");
    const finished = await running.finished;
    expect(finished.code).not.toBe(0);
    expect(finished.stderr).toContain("in the middle");
    await untilNone(leftovers);
  });

  test.skipIf(skip)("SIGKILL of the command leaves no Envoy behind", async () => {
    const running = await startRun();
    running.child.kill("SIGKILL");
    expect(await running.finished).toMatchObject({ signal: "SIGKILL" });
    await untilNone(leftovers); // the watchdog acts after the fact
  });

  async function leftovers(): Promise<string[]> {
    const found = processesMentioning(state);
    if (engine === "docker") found.push(...(await containers(label)));
    return found;
  }
});
