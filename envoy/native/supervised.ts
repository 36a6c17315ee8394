import type { ChildProcess } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import type { Context } from "../../core/index.ts";

/**
 * Becomes the program given, after leaving a guard behind that reads the pipe on descriptor 3. The pipe ends when the owner
 * ends, in whatever way, SIGKILL included; the guard then ends the program and removes the folder in $1. A line on the pipe
 * tells the guard that the program has ended and that it may go.
 *
 * `exec` makes the program the owner's direct child: its exit status, signals and streams need no relay. The guard ignores
 * the signals that a terminal sends to the whole group, because Envoy survives SIGHUP.
 */
const script = `
folder=$1; shift
(
  trap '' HUP INT TERM QUIT
  exec </dev/null >/dev/null 2>&1
  read -r _ <&3 && exit
  kill -TERM $$
  rounds=0
  while kill -0 $$ && [ $rounds -lt 50 ]; do sleep 0.1; rounds=$((rounds + 1)); done
  kill -KILL $$
  [ -n "$folder" ] && rm -rf -- "$folder"
) &
exec "$@" 3<&-
`;

/** A child process that ends when this process does. */
export interface Supervised {
  readonly child: ChildProcess;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/**
 * Starts a program that never outlives this process.
 *
 * @param folder Removed if this process dies before the program ends; empty for none.
 */
export function spawnSupervised(ctx: Context, folder: string, command: string, args: readonly string[]): Supervised {
  const child = ctx.spawn("/bin/sh", ["-c", script, "mesh-wasm", folder, command, ...args], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    cwd: ctx.cwd,
    env: ctx.env as NodeJS.ProcessEnv,
  });
  const [, stdout, stderr, pipe] = child.stdio as unknown as [null, Readable, Readable, Writable];
  // The guard may be gone already; there is nothing to tell it then.
  pipe.on("error", () => {});
  child.once("exit", () => pipe.end("ended\n"));
  child.once("error", () => pipe.destroy());
  return { child, stdout, stderr };
}
