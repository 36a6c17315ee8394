import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { goEnvironment } from "../support/go-tools.ts";
import { startProcess } from "../support/run-process.ts";

/** A program of a mesh, which runs until it is disposed of. */
export interface Server extends AsyncDisposable {
  /** All that it has written. */
  readonly log: string;
  /** Resolves once the condition holds. Rejects, with the end of the log, when the program ends before it does. */
  until(condition: () => Promise<boolean>): Promise<void>;
}

/** Starts a program, with nothing of the user's environment. What it starts in turn ends with it. */
export function startServer(
  [command, ...args]: readonly [string, ...string[]],
  { folder = tmpdir(), env = {} }: { folder?: string; env?: NodeJS.ProcessEnv } = {},
): Server {
  const options = { cwd: folder, env: { ...goEnvironment(folder), ...env }, detached: true };
  const running = startProcess(command, args, options);
  const ended = running.finished.then(() => true);
  const log = () => running.stdout + running.stderr;
  return {
    get log() {
      return log();
    },
    async until(condition) {
      while (!(await condition())) {
        if (!(await Promise.race([ended, sleep(50, false)]))) continue;
        throw new Error(`${[command, ...args].join(" ")} has ended:\n${lastLines(log())}`);
      }
    },
    async [Symbol.asyncDispose]() {
      endGroup(running.child.pid);
      await running.finished;
    },
  };
}

/** Whether an address answers with a status, 200 where none is given. */
export async function answers(url: string, status = 200): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.status === status;
  } catch {
    return false; // nobody listens yet
  }
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGKILL");
  } catch {
    // All of it has ended alone
  }
}

function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-30).join("\n");
}
