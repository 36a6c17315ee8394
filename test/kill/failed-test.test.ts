import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { builtFilter, checkout } from "../support/cli.ts";
import { engines } from "../support/engines.ts";
import { containers, processesMentioning, untilNone } from "../support/processes.ts";
import { type Running, startProcess } from "../support/run-process.ts";

let folder: string;
let state: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mesh-wasm-failed-"));
  state = join(folder, "state");
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe.each(engines)("a user's test that never stops its Envoy, engine $name", ({ name: engine, skip }) => {
  let label: string;

  /** Runs vitest on a test that starts Envoy, says so in a file, and then does `ending`. */
  async function runTest(ending: string): Promise<Running> {
    await writeFile(
      join(folder, "user.test.ts"),
      `import { test } from "vitest";
import { startEnvoy } from ${JSON.stringify(join(checkout, "dist/envoy/index.js"))};
test("starts Envoy", async () => {
  const envoy = await startEnvoy({ engine: ${JSON.stringify(engine)}, plugins: [{ module: ${JSON.stringify(builtFilter("telemetry"))} }] });
  console.log("serving at", envoy.url);
  ${ending}
});
`,
    );
    const vitest = join(checkout, "node_modules/vitest/vitest.mjs");
    const args = [vitest, "run", "--root", folder, "--testTimeout", "0", "--disable-console-intercept"];
    const running = startProcess("node", args, {
      cwd: checkout,
      env: { ...process.env, MESH_WASM_STATE_HOME: state },
      detached: true,
    });
    await running.until("stdout", /serving at http/);
    const [run] = await readdir(join(state, "runs"));
    label = `label=mesh-wasm.run=${run}`;
    return running;
  }

  async function leftovers(): Promise<string[]> {
    const found = processesMentioning(join(state, "runs"));
    if (engine === "docker") found.push(...(await containers(label)));
    return found;
  }

  test.skipIf(skip)("and throws", async () => {
    const running = await runTest(
      'await new Promise((resolve) => setTimeout(resolve, 500)); throw new Error("in the middle");',
    );
    expect(await running.finished).toMatchObject({ code: 1, stderr: expect.stringContaining("in the middle") });
    await untilNone(leftovers);
  });

  test.skipIf(skip).each(["SIGINT", "SIGTERM", "SIGKILL"] as const)(
    "and whose vitest gets %s with all its workers",
    async (signal) => {
      const running = await runTest("await new Promise((resolve) => setTimeout(resolve, 600_000));");
      expect(await leftovers()).not.toEqual([]);
      // As a terminal and a CI runner do: vitest's workers would otherwise go on without it.
      process.kill(-(running.child.pid ?? 0), signal);
      await running.finished;
      await untilNone(leftovers);
    },
  );
});
