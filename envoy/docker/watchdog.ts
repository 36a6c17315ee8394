import { execPath } from "node:process";
import type { Context } from "../../core/index.ts";
import { dockerAsset } from "./assets.ts";
import type { Dockerode } from "./docker-client.ts";

/** Removes what this process leaves behind when it dies. */
export interface Watchdog {
  /** There is nothing left to remove. */
  dismiss(): void;
}

/**
 * Starts a process that removes all containers with a label, and a folder, when this process dies without having dismissed
 * it. It is there before the first container, so that no moment is uncovered.
 */
export function startWatchdog(ctx: Context, dockerode: Dockerode, label: string, folder: string): Watchdog {
  const { socketPath, host, port, protocol, ca, cert, key } = dockerode.modem as Engine;
  const engine = typeof socketPath === "string" ? { socketPath } : { host, port, protocol, ca, cert, key };
  const child = ctx.spawn(execPath, [dockerAsset("watchdog.mjs"), JSON.stringify(engine), label, folder], {
    stdio: ["pipe", "ignore", "ignore"],
    // In a group of its own: who kills this process with all of its group must not reach it.
    detached: true,
  });
  child.stdin?.on("error", () => {});
  child.on("error", () => {});
  return {
    dismiss() {
      child.stdin?.end("dismissed\n");
    },
  };
}

/** How Docker's client reaches the engine. */
interface Engine {
  socketPath?: string;
  host?: string;
  port?: number | string;
  protocol?: string;
  ca?: string;
  cert?: string;
  key?: string;
}
