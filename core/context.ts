import type { ChildProcess, SpawnOptions } from "node:child_process";

/** Where text goes: a stream of the process, or a buffer in tests. */
export interface Output {
  /** Bytes go as they are. */
  write(text: string | Uint8Array): void;
  /** True when a person looks at it. */
  readonly isTTY: boolean;
  /** Width in columns, 80 where unknown. */
  readonly columns: number;
}

/** One step of long work, shown while it lasts. */
export interface Step {
  /** Says how far the step is, for example `12.1 of 36.9 MB`. */
  update(text: string): void;
  /** Ends the step well; `text` replaces its label. */
  done(text?: string): void;
  /** Ends the step badly; the error that follows says why. */
  fail(text?: string): void;
}

/** Shows that long work goes on. */
export interface Progress {
  step(label: string): Step;
}

/**
 * Every side effect that a room needs beside the file system. The command line makes one from the process, a test makes
 * one from buffers; no other code reads `process`.
 */
export interface Context {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly progress: Progress;
  /** Aborted when the user asks to stop (Ctrl-C). Long work stops and cleans up. */
  readonly signal: AbortSignal;
  spawn(command: string, args: readonly string[], options: SpawnOptions): ChildProcess;
}

const silent: Step = { update() {}, done() {}, fail() {} };

/** Progress that shows nothing, for library use. */
export const noProgress: Progress = { step: () => silent };

/** A context over the running process that prints no progress: what the library functions use when given none. */
export function processContext(overrides: Partial<Context> = {}): Context {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputOf(process.stdout),
    stderr: outputOf(process.stderr),
    progress: noProgress,
    signal: new AbortController().signal,
    spawn(command, args, options) {
      // Loaded when it is wanted: most commands start no program
      const { spawn } = process.getBuiltinModule("node:child_process");
      return spawn(command, args, options);
    },
    ...overrides,
  };
}

/** Wraps a stream of the process. */
export function outputOf(stream: NodeJS.WriteStream): Output {
  return {
    write(text) {
      stream.write(text);
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      return stream.columns || 80; // a terminal without a size says 0
    },
  };
}
