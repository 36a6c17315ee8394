import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { LoadAnswer, LoadOrder } from "./load-client.ts";

/** A client in a process of its own. */
export interface Load extends AsyncDisposable {
  /** Sends requests and resolves to the first response when all are answered. Rejects when one is answered otherwise. */
  send(order: LoadOrder): Promise<string>;
}

/** Runs TypeScript in a child process. */
export const jiti = fileURLToPath(new URL("../../node_modules/jiti/lib/jiti-cli.mjs", import.meta.url));
const client = fileURLToPath(new URL("load-client.ts", import.meta.url));

/** Starts the client. It ends with this process at the latest. */
export function startLoad(): Load {
  const child = fork(jiti, [client], { execArgv: [] });
  const ended = once(child, "exit").then(([code, signal]): LoadAnswer => {
    return { error: `the client has ended (${signal ?? code})` };
  });
  return {
    async send(order) {
      const answered = once(child, "message").then(([answer]) => answer as LoadAnswer);
      child.send(order);
      const answer = await Promise.race([answered, ended]);
      if ("error" in answer) throw new Error(`port ${order.port}: ${answer.error}`);
      return answer.response;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
