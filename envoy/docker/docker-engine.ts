import { existsSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { basename } from "node:path";
import { type Context, MeshWasmError } from "../../core/index.ts";
import type { Engine, EnvoyProcess, Exit, LaunchOrder } from "../envoy-process.ts";
import { throwIfInterrupted } from "../run-program.ts";
import { adminPort, containerBootstrap } from "./container-bootstrap.ts";
import { type ContainerLog, containerLog } from "./container-log.ts";
import { type Container, connectDocker, type Docker, messageOf } from "./docker-client.ts";
import { envoyImage } from "./envoy-image.ts";
import { hostUpstreams } from "./host-upstreams.ts";
import { startWatchdog } from "./watchdog.ts";

/** Where the run directory is mounted. */
const mountPoint = "/etc/mesh-wasm";

/** Envoy in a container. */
export const dockerEngine: Engine = { seenAs: () => mountPoint, launch };

/** How long Envoy has to end by itself before it is killed, in seconds. */
const grace = 5;

/** By this label, with the name of the run directory as its value, the containers of mesh-wasm are known. */
const runLabel = "mesh-wasm.run";

async function launch(order: LaunchOrder, ctx: Context): Promise<EnvoyProcess> {
  const docker = await connectDocker();
  const image = await envoyImage(docker, ctx, order.version);
  throwIfInterrupted(ctx);
  const { dockerode } = docker.client.container;
  const upstreams = await hostUpstreams(dockerode);
  const run = basename(order.run.path);
  const watchdog = startWatchdog(ctx, dockerode, `${runLabel}=${run}`, order.keep ? "" : order.run.path);
  let container: Container | undefined;
  async function release(): Promise<void> {
    await container?.remove({ force: true, v: true }).catch(() => {});
    upstreams.stop();
    watchdog.dismiss();
  }
  try {
    const { bootstrap, ports } = await containerBootstrap(order.bootstrap, upstreams);
    await order.run.write("envoy.json", JSON.stringify(bootstrap, null, 2));
    const published = order.serves ? ports : [];
    container = await dockerode.createContainer({
      Image: image,
      Cmd: ["-c", `${mountPoint}/envoy.json`, "--disable-hot-restart", ...order.args],
      Labels: { [runLabel]: run },
      ExposedPorts: Object.fromEntries(published.map((port) => [`${port.containerPort}/tcp`, {}])),
      HostConfig: {
        // A folder and no file: Envoy sees files that are moved into it.
        Binds: [`${order.run.path}:${mountPoint}:ro`],
        ExtraHosts: [`host.docker.internal:${upstreams.hostAddress}`],
        PortBindings: Object.fromEntries(
          published.map(({ containerPort, hostAddress, hostPort }) => [
            `${containerPort}/tcp`,
            // An engine on another machine is reached at that machine's address.
            [{ HostIp: isLocal(docker) ? hostAddress : "", HostPort: String(hostPort) }],
          ]),
        ),
      },
    });
    const log = await containerLog(dockerode, container, order.run);
    await container.start();
    return envoyIn(container, log, docker, release);
  } catch (cause) {
    await release();
    throw startError(cause);
  }
}

function envoyIn(container: Container, log: ContainerLog, docker: Docker, release: () => Promise<void>): EnvoyProcess {
  const { logs, output } = log;
  const exited = statusOf(container).then(async (status) => {
    await log.complete;
    logs.end();
    output.end();
    await release();
    return exitOf(status);
  });
  const published = new Map<number, string>();

  /** Docker tells the published ports of a container a moment after its start. */
  async function lookUpPorts(): Promise<void> {
    const host = isLocal(docker) ? "127.0.0.1" : docker.client.info.containerRuntime.host;
    const { NetworkSettings } = await container.inspect();
    for (const [port, bindings] of Object.entries(NetworkSettings.Ports)) {
      const [binding] = bindings ?? [];
      if (binding) published.set(Number.parseInt(port, 10), `http://${host}:${binding.HostPort}`);
    }
  }

  return {
    logs,
    output,
    exited,
    async adminUrl() {
      if (published.size === 0) await lookUpPorts().catch(() => {});
      return published.get(adminPort);
    },
    urlOf: (_, port) => published.get(port) ?? "",
    async stop() {
      await container.stop({ t: grace }).catch(() => {});
      await exited;
    },
  };
}

function isLocal(docker: Docker): boolean {
  const { host } = docker.client.info.containerRuntime;
  return host === "localhost" || isOwnAddress(host);
}

/**
 * In a container testcontainers names Docker's bridge; where the bridge is an interface of ours, the engine runs here. The
 * kernel's table lists addresses of interfaces that are down, too, as the bridge is without containers.
 */
function isOwnAddress(host: string): boolean {
  const table = "/proc/net/fib_trie";
  return existsSync(table) && readFileSync(table, "utf8").includes(`-- ${host}\n`);
}

/** Resolves to the exit status of a started container when it has ended, or to 1 when the engine is lost. */
async function statusOf(container: Container): Promise<number> {
  const ended: { StatusCode: number } = await container.wait().catch(() => ({ StatusCode: 1 }));
  return ended.StatusCode;
}

/** A program that a signal has ended has a status above 128. */
function exitOf(status: number): Exit {
  const [signal] = Object.entries(constants.signals).find(([, number]) => number === status - 128) ?? [];
  return signal ? { code: null, signal } : { code: status, signal: null };
}

function startError(cause: unknown): MeshWasmError {
  if (cause instanceof MeshWasmError) return cause;
  const details = [messageOf(cause)];
  const [, address] =
    /(?:Bind for|listen tcp\d?) (\S+:\d+)(?: failed|:).*(?:already|in use)/.exec(details[0] ?? "") ?? [];
  if (address) return new MeshWasmError("MW0521", `${address} is taken`, { details, cause });
  return new MeshWasmError("MW0605", "the container of Envoy does not start", { details, cause });
}
