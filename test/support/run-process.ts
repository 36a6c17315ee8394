import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A finished process. */
export interface Finished {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** A running process whose output is kept. */
export interface Running {
  child: ChildProcess;
  readonly stdout: string;
  readonly stderr: string;
  /** Resolves once the output so far matches, rejects when the process ends before it does. */
  until(stream: "stdout" | "stderr", pattern: RegExp): Promise<RegExpExecArray>;
  finished: Promise<Finished>;
}

/** Starts a process without a terminal. */
export function startProcess(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; detached?: boolean } = {},
): Running {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  const output = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    output.stderr += text;
  });
  const finished = once(child, "close").then(([code, signal]) => ({ code, signal, ...output }));
  return {
    child,
    get stdout() {
      return output.stdout;
    },
    get stderr() {
      return output.stderr;
    },
    until(stream, pattern) {
      return new Promise((resolve, reject) => {
        function look(): boolean {
          const match = pattern.exec(output[stream]);
          if (match) resolve(match);
          return match !== null;
        }
        if (look()) return;
        child[stream]?.on("data", look);
        void finished.then((end) => {
          if (!look()) reject(new Error(`${command} ended before ${pattern}: ${JSON.stringify(end)}`));
        });
      });
    },
    finished,
  };
}

/** Runs a process to its end. Rejects, with its output, where it ends with another status than 0. */
export async function runProcess(
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Finished> {
  const finished = await startProcess(command, args, options).finished;
  if (finished.code === 0) return finished;
  throw new Error(`${command} ${args.join(" ")}: ${JSON.stringify(finished, null, 1)}`);
}
