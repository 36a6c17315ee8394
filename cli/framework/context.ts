import type { Context, Output } from "../../core/index.ts";
import type { Style } from "./style.ts";

/** What a person or a pipe types in. */
export interface Input {
  readonly isTTY: boolean;
  /** Everything until the end of the stream. */
  readAll(): Promise<string>;
  /** What comes, as it comes; ends early when the user asks to stop. */
  chunks(): AsyncIterable<Uint8Array>;
}

/** What the command line is started with: the process, or buffers in a test. */
export interface CliContext extends Context {
  readonly stdin: Input;
  /** `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** Version of the running Node, such as `v22.11.0`. */
  readonly nodeVersion: string;
}

/** The options that every command takes. */
export interface GlobalOptions {
  /** Exactly one JSON document on stdout, nothing on stderr but what breaks the rules. */
  json: boolean;
  /** Take the default of each question, and yes. */
  yes: boolean;
  /** No steps, notes or warnings on stderr. */
  quiet: boolean;
  /** 0, 1 (commands and stacks), 2 (host calls too). */
  verbose: number;
  /** Never use the network. */
  offline: boolean;
  /** `--config FILE` as it was typed. */
  config: string | undefined;
}

/** What a command runs with. */
export interface CommandContext extends CliContext {
  readonly global: GlobalOptions;
  /** A person can answer questions: input and output are terminals, not in CI, not `--no-input`, not `--yes`, not `--json`. */
  readonly mayPrompt: boolean;
  /** Colours and marks for stdout. */
  readonly style: Style;
  /** Colours and marks for stderr. */
  readonly errorStyle: Style;
  /** Something that the user should know but that stops nothing: on stderr, and in `warnings` of the JSON document. */
  warn(message: string): void;
  /** A line on stderr for a person who watches; nothing under `--quiet` or `--json`. */
  note(line: string): void;
  /** Prints an error that does not end the command, such as that of one build among many. */
  showError(error: unknown): void;
  /** Has `cleanup` run when the command ends, however it ends; the last one given runs first. */
  defer(cleanup: () => Promise<void> | void): void;
}

/** Whether text for `output` may hold characters beyond ASCII and escape sequences that move the cursor. */
export function isPlainTerminal(env: Context["env"]): boolean {
  return env["TERM"] === "dumb";
}

/** Whether a person watches `output` on a terminal that can redraw a line. */
export function canRedraw(output: Output, env: Context["env"]): boolean {
  return output.isTTY && !isPlainTerminal(env);
}
