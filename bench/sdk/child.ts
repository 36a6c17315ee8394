import { fork } from "node:child_process";
import { once } from "node:events";
import { jiti } from "./load.ts";

/** A program in a Node process of its own, which answers each message with one. */
export interface Child extends AsyncDisposable {
  /** Its next message. Rejects when it has ended. */
  next(): Promise<unknown>;
  /** Sends it a message; resolves to the answer. */
  ask(message: string | number | object): Promise<unknown>;
}

/** Starts a program, in TypeScript or in plain JavaScript. It ends with this process at the latest. */
export function startChild(program: string, args: readonly string[] = [], execArgv: string[] = []): Child {
  const [file, ...rest] = program.endsWith(".ts") ? [jiti, program, ...args] : [program, ...args];
  const child = fork(file as string, rest, { execArgv });
  const ended = once(child, "exit").then(([code, signal]): never => {
    throw new Error(`${[program, ...args].join(" ")} has ended (${signal ?? code})`);
  });
  ended.catch(() => {});
  async function next(): Promise<unknown> {
    return (await Promise.race([once(child, "message"), ended]))[0];
  }
  return {
    next,
    ask(message) {
      child.send(message);
      return next();
    },
    async [Symbol.asyncDispose]() {
      if (child.connected) child.disconnect();
      await ended.catch(() => {});
    },
  };
}
