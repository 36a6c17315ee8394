import { fileURLToPath } from "node:url";
import { startChild } from "./child.ts";
import type { GuestAnswer } from "./guest-process.ts";

/** A filter in a Node process of its own. */
export interface Guest extends AsyncDisposable {
  /** Runs so many streams; resolves to nanoseconds and added bytes of one. */
  run(streams: number): Promise<GuestAnswer>;
}

const program = fileURLToPath(new URL("guest-process.ts", import.meta.url));

/** Starts a process for a module. V8 optimizes all of it at once (no Liftoff), as it does in Envoy. */
export async function startGuest(module: string, filter: string): Promise<Guest> {
  const child = startChild(program, [module, filter], ["--no-liftoff"]);
  await child.next(); // it is ready
  return {
    async run(streams) {
      return (await child.ask(streams)) as GuestAnswer;
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
