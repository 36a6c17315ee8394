import { fileURLToPath } from "node:url";
import { startChild } from "../sdk/child.ts";
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
  const child = startChild(program);
  const upstream = (await child.next()) as number;
  return {
    upstream,
    async send(order) {
      return (await child.ask(order)) as SoakAnswer;
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
