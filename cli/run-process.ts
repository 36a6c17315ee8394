import type { ChildProcess } from "node:child_process";
import { MeshWasmError, processContext } from "../core/index.ts";
import type { CliContext } from "./framework/context.ts";
import { errorText } from "./framework/report.ts";
import { styleFor } from "./framework/style.ts";
import { runCli } from "./run-cli.ts";

/**
 * A terminal sends Ctrl-C to every process of the group, and npm passes it on once more: a signal within this many
 * milliseconds of the first is the same one.
 */
const echoMilliseconds = 500;

/** How long something may keep the process once a command has stopped. */
const leftoverMilliseconds = 2000;

/** The signals that ask for an end. */
const endSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs the command line of a process: the first signal asks the command to stop and clean up, the second ends the process
 * and all that it started at once.
 */
export async function runProcess(process: NodeJS.Process): Promise<void> {
  const children = new Set<ChildProcess>();
  const abort = new AbortController();
  const base = processContext({ signal: abort.signal });
  const context: CliContext = {
    ...base,
    platform: process.platform,
    nodeVersion: process.version,
    stdin: {
      get isTTY() {
        return process.stdin.isTTY === true;
      },
      readAll: () => readAll(process.stdin),
      async *chunks() {
        const { addAbortSignal } = await import("node:stream");
        yield* addAbortSignal(abort.signal, process.stdin);
      },
    },
    spawn(command, args, options) {
      const child = base.spawn(command, args, options);
      // What is detached is there to clean up after this process.
      if (options.detached) return child;
      children.add(child);
      child.once("exit", () => children.delete(child));
      child.once("error", () => children.delete(child));
      return child;
    },
  };

  function killChildren(): void {
    for (const child of children) child.kill("SIGKILL");
  }

  let firstSignal: number | undefined;
  function onSignal(signal: NodeJS.Signals): void {
    const now = performance.now();
    firstSignal ??= now;
    if (!abort.signal.aborted) abort.abort(signal);
    else if (now - firstSignal > echoMilliseconds) {
      killChildren();
      process.exit(130);
    }
  }
  for (const signal of endSignals) process.on(signal, onSignal);
  // Whatever way the process ends, nothing that it started stays.
  process.on("exit", killChildren);
  function crash(cause: unknown): void {
    const message = cause instanceof Error ? cause.message : String(cause);
    const error = new MeshWasmError("MW0001", message, { cause });
    process.stderr.write(errorText(error, styleFor(context.stderr, "auto", context), true));
    process.exit(error.exitCode);
  }
  process.on("uncaughtException", crash);
  process.on("unhandledRejection", crash);
  // A pipe whose reader has gone, as in `mesh-wasm explain --list | head -1`, is no fault.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    crash(error);
  });
  // Nobody hears what goes to stderr then, and the status says the same.
  process.stderr.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") crash(error);
  });

  // Nothing is left to do then, and Node takes longer to take itself apart than to end
  process.on("beforeExit", () => process.exit());

  process.exitCode = await runCli(process.argv.slice(2), context);
  // All is cleaned up; a request of a library that knows of no signal keeps nobody waiting
  if (abort.signal.aborted) setTimeout(() => process.exit(), leftoverMilliseconds).unref();
}

async function readAll(stream: NodeJS.ReadStream): Promise<string> {
  stream.setEncoding("utf8");
  let text = "";
  for await (const chunk of stream) text += chunk;
  return text;
}
