import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../../core/index.ts";
import type { Engine, EnvoyProcess, Exit, LaunchOrder } from "../envoy-process.ts";
import { findOrInstallEnvoy } from "../install-envoy.ts";
import { LogCollector, logFile } from "../logs.ts";
import { spawnSupervised } from "./supervised.ts";

/** Envoy as a child process of this one. */
export const nativeEngine: Engine = { seenAs: (run) => run.path, launch };

/** How long Envoy has to end by itself before it is killed, in milliseconds. */
const grace = 5000;

async function launch(order: LaunchOrder, ctx: Context): Promise<EnvoyProcess> {
  const { bootstrap, run, keep, version, args } = order;
  const binary = await findOrInstallEnvoy(ctx, version === undefined ? {} : { version });
  await run.write("envoy.json", JSON.stringify(bootstrap, null, 2));
  const adminFile = join(run.path, "admin.txt");
  // Without hot restart any number of Envoys run side by side, and no shared memory stays behind.
  const words = ["-c", join(run.path, "envoy.json"), "--disable-hot-restart", "--admin-address-path", adminFile];
  const { child, stdout, stderr } = spawnSupervised(ctx, keep ? "" : run.path, binary.path, [...words, ...args]);

  const logs = new LogCollector();
  const output = new LogCollector();
  stderr.pipe(logFile(run, "envoy.log"));
  stdout.pipe(logFile(run, "output.log"));
  const collected = Promise.all([logs.collect(stderr), output.collect(stdout)]);
  const exited = exitOf(child, logs).then(async (exit) => {
    await collected;
    logs.end();
    output.end();
    return exit;
  });

  return {
    logs,
    output,
    exited,
    async adminUrl() {
      const address = await readFile(adminFile, "utf8").catch(() => "");
      return address === "" ? undefined : `http://${address.trim()}`;
    },
    urlOf: (address, port) => `http://${reachable(address)}:${port}`,
    async stop() {
      child.kill("SIGTERM");
      const ended = await Promise.race([exited.then(() => true), sleep(grace, false, { ref: false })]);
      if (!ended) child.kill("SIGKILL");
      await exited;
    },
  };
}

function exitOf(child: ReturnType<Context["spawn"]>, logs: LogCollector): Promise<Exit> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", (error) => {
      logs.append(error.message);
      resolve({ code: 127, signal: null });
    });
  });
}

function reachable(address: string): string {
  if (address === "0.0.0.0") return "127.0.0.1";
  if (address === "::") return "[::1]";
  return address.includes(":") ? `[${address}]` : address;
}
