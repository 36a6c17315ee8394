import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { GuestAnswer } from "./guest-process.ts";
import { jiti } from "./load.ts";

/** A filter in a Node process of its own. */
export interface Guest extends AsyncDisposable {
  /** Runs so many streams; resolves to nanoseconds and added bytes of one. */
  run(streams: number): Promise<GuestAnswer>;
}

const program = fileURLToPath(new URL("guest-process.ts", import.meta.url));

/** Starts a process for a module. V8 optimizes all of it at once (no Liftoff), as it does in Envoy. */
export async function startGuest(module: string, filter: string): Promise<Guest> {
  const child = fork(jiti, [program, module, filter], { execArgv: ["--no-liftoff"] });
  const ended = once(child, "exit").then(([code, signal]): never => {
    throw new Error(`the process of ${module} has ended (${signal ?? code})`);
  });
  ended.catch(() => {});
  async function answer(): Promise<unknown> {
    return (await Promise.race([once(child, "message"), ended]))[0];
  }
  await answer(); // it is ready
  return {
    async run(streams) {
      child.send(streams);
      return (await answer()) as GuestAnswer;
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await ended.catch(() => {});
    },
  };
}
