import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Context, MeshWasmError } from "../../core/index.ts";
import type { Bootstrap, SocketAddress } from "../bootstrap-types.ts";
import type { Engine, EnvoyProcess, Exit, LaunchOrder } from "../envoy-process.ts";
import { findEnvoy } from "../find-envoy.ts";
import { LogCollector } from "../logs.ts";
import { spawnSupervised } from "./supervised.ts";

/** Envoy as a child process of this one. */
export const nativeEngine: Engine = { seenAs: (run) => run.path, launch };

/** How long Envoy has to end by itself before it is killed, in milliseconds. */
const grace = 5000;

async function launch(order: LaunchOrder, ctx: Context): Promise<EnvoyProcess> {
  const { bootstrap, run, keep, version, args } = order;
  const binary = await findEnvoy(ctx, version === undefined ? {} : { version });
  await refuseTakenPorts(bootstrap);
  await run.write("envoy.json", JSON.stringify(bootstrap, null, 2));
  const adminFile = join(run.path, "admin.txt");
  // Without hot restart any number of Envoys run side by side, and no shared memory stays behind.
  const words = ["-c", join(run.path, "envoy.json"), "--disable-hot-restart", "--admin-address-path", adminFile];
  const { child, stdout, stderr } = spawnSupervised(ctx, keep ? "" : run.path, binary.path, [...words, ...args]);

  const logs = new LogCollector();
  const output = new LogCollector();
  stderr.pipe(createWriteStream(join(run.path, "envoy.log")));
  stdout.pipe(createWriteStream(join(run.path, "output.log")));
  const collected = Promise.all([logs.collect(stderr), output.collect(stdout)]);
  const exited = exitOf(child).then(async (exit) => {
    await collected;
    logs.end();
    output.end();
    return exit;
  });

  return {
    version: binary.version,
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

function exitOf(child: ReturnType<Context["spawn"]>): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => reject(new MeshWasmError("MW0520", "Envoy could not be started", { cause })));
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
}

/** Two Envoys can listen on one port (SO_REUSEPORT) and would share its connections, so this is asked before. */
async function refuseTakenPorts(bootstrap: Bootstrap): Promise<void> {
  for (const listener of bootstrap.static_resources?.listeners ?? []) {
    const address = listener.address?.socket_address;
    if (address?.port_value && (await isTaken(address))) {
      throw new MeshWasmError("MW0521", `port ${address.port_value} on ${address.address} is taken`);
    }
  }
}

/** Whether another process listens at an address. */
export function isTaken({ address, port_value }: SocketAddress): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRINUSE"));
    server.listen({ host: address, port: port_value ?? 0, exclusive: true }, () => server.close(() => resolve(false)));
  });
}

function reachable(address: string): string {
  if (address === "0.0.0.0") return "127.0.0.1";
  if (address === "::") return "[::1]";
  return address.includes(":") ? `[${address}]` : address;
}
