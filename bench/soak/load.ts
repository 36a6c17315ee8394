import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { jiti } from "../sdk/load.ts";
import type { SoakAnswer, SoakOrder } from "./load-process.ts";

/** The client and the upstream. */
export interface SoakLoad extends AsyncDisposable {
  /** The port of the upstream. */
  upstream: number;
  /** Sends requests; resolves when all are answered. */
  send(order: SoakOrder): Promise<SoakAnswer>;
}

const program = fileURLToPath(new URL("load-process.ts", import.meta.url));

/** Starts client and upstream. They end with this process at the latest. */
export async function startLoad(): Promise<SoakLoad> {
  const child = fork(jiti, [program], { execArgv: [] });
  const ended = once(child, "exit").then(([code, signal]): never => {
    throw new Error(`the process of the load has ended (${signal ?? code})`);
  });
  ended.catch(() => {});
  async function answer(): Promise<unknown> {
    return (await Promise.race([once(child, "message"), ended]))[0];
  }
  const upstream = (await answer()) as number;
  return {
    upstream,
    async send(order) {
      child.send(order);
      return (await answer()) as SoakAnswer;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await ended.catch(() => {});
    },
  };
}
