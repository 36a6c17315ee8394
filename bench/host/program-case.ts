import type { HostCase } from "../host.ts";
import { startChild } from "../sdk/child.ts";
import type { Answer, Order } from "./programs/answer.ts";

/** A host in a Node process of its own. */
export interface ProgramCase extends HostCase, AsyncDisposable {
  /** Milliseconds of so many loads of fresh modules, each with its first exchange. */
  load(times: number): Promise<number[]>;
  /** The headers of a response. */
  lastHeaders(): Promise<Answer["headers"]>;
}

/** Starts a program that measures so many exchanges at a time. */
export async function programCase(
  name: string,
  program: string,
  args: readonly string[],
  exchanges: number,
): Promise<ProgramCase> {
  const child = startChild(program, args, ["--no-warnings"]); // node:wasi, which the peer uses, has one
  await child.next(); // it is ready

  async function ask(order: Order): Promise<Answer> {
    return (await child.ask(order)) as Answer;
  }

  return {
    name,
    measure: async () => (await ask({ exchanges })).microseconds,
    load: async (loads) => (await ask({ loads })).milliseconds,
    lastHeaders: async () => (await ask({ exchanges: 1 })).headers,
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}
