import { type Context, MeshWasmError, type Output } from "../../core/index.ts";
import type { Outcome } from "./command.ts";
import { type CliContext, type CommandContext, canRedraw } from "./context.ts";
import type { GlobalValues, Request } from "./parse.ts";
import { lineProgress, type ProgressOutput, spinnerProgress } from "./progress.ts";
import { errorText, type JsonDocument, jsonError } from "./report.ts";
import { type ColorMode, type Style, styleFor } from "./style.ts";
import { workingDirectory } from "./working-directory.ts";

type CommandRequest = Extract<Request, { kind: "command" }>;

/** One run of the program: what it has said so far and what it must still clean up. */
export class Session {
  commandName = "mesh-wasm";
  readonly style: Style;
  readonly #errorStyle: Style;
  readonly #host: CliContext;
  readonly #json: boolean;
  /** Where text for people goes; while steps are shown, through them. */
  #stderr: Output;
  #verbose = 0;
  // Not of `performance`, which takes longer to load than many commands to run
  readonly #start = Date.now();
  readonly #warnings: string[] = [];
  readonly #cleanups: (() => Promise<void> | void)[] = [];

  constructor(argv: readonly string[], host: CliContext) {
    // A mistake in the rest of the line must be reported in the form that this part of it asks for.
    const words = argv.slice(0, argv.includes("--") ? argv.indexOf("--") : undefined);
    this.#host = host;
    this.#stderr = host.stderr;
    this.#json = words.includes("--json");
    const mode = colorMode(words);
    this.style = styleFor(host.stdout, this.#json ? "never" : mode, host);
    this.#errorStyle = styleFor(host.stderr, mode, host);
  }

  async run({ command, args, globals }: CommandRequest): Promise<number> {
    this.commandName = command.name;
    this.#verbose = globals.verbose;
    const shown = this.#progress(globals);
    this.#stderr = shown.output;
    let status: number;
    try {
      const ctx = this.#commandContext(globals, shown);
      const outcome: Outcome<unknown> = await command.run(ctx, args as never);
      shown.close();
      this.print(command.name, outcome.result, command.render(outcome.result, ctx), outcome.failure);
      status = outcome.failure?.exitCode ?? 0;
      await outcome.stay?.();
      if (this.#host.signal.aborted) status = 130;
    } catch (error) {
      shown.close();
      status = this.fail(error);
    } finally {
      await this.#cleanUp();
      shown.close();
    }
    return status;
  }

  print(commandName: string, data: unknown, text: string, failure?: MeshWasmError): number {
    if (this.#json) this.#document({ command: commandName, ok: !failure, data, failure });
    else this.#host.stdout.write(text);
    if (failure && !this.#json) this.#stderr.write(errorText(failure, this.#errorStyle, false));
    return failure?.exitCode ?? 0;
  }

  fail(fault: unknown): number {
    const error = this.#host.signal.aborted ? interrupted(fault) : asMeshWasmError(fault);
    if (this.#json) this.#document({ command: this.commandName, ok: false, failure: error });
    else this.#showError(error);
    return error.exitCode;
  }

  #showError(fault: unknown): void {
    this.#stderr.write(errorText(asMeshWasmError(fault), this.#errorStyle, this.#verbose > 0));
  }

  #printed = false;

  #document(parts: { command: string; ok: boolean; data?: unknown; failure?: MeshWasmError | undefined }): void {
    const document: JsonDocument = {
      schemaVersion: 1,
      command: parts.command,
      ok: parts.ok,
      ...(parts.data !== undefined && { data: parts.data }),
      ...(parts.failure && { error: jsonError(parts.failure) }),
      warnings: this.#warnings,
      durationMs: Date.now() - this.#start,
    };
    // The document of a command that goes on is out already; what ends it later goes to stderr and the exit status.
    const output = this.#printed ? this.#host.stderr : this.#host.stdout;
    this.#printed = true;
    output.write(`${JSON.stringify(document)}\n`);
  }

  #progress(globals: GlobalValues): ProgressOutput {
    const { stderr, env } = this.#host;
    if (globals.quiet || globals.json) return { progress: silent, output: stderr, close() {} };
    return canRedraw(stderr, env) ? spinnerProgress(stderr, this.#errorStyle) : lineProgress(stderr, this.#errorStyle);
  }

  #commandContext(globals: GlobalValues, shown: ProgressOutput): CommandContext {
    const host = this.#host;
    const loud = !globals.quiet && !globals.json;
    const errorStyle = this.#errorStyle;
    const asks = !globals.noInput && !globals.yes && !globals.json;
    const note = (line: string): void => {
      if (loud) shown.output.write(`${line}\n`);
    };
    return {
      ...host,
      env: globals.offline ? { ...host.env, MESH_WASM_OFFLINE: "1" } : host.env,
      cwd: workingDirectory(host.cwd, globals.cwd),
      stderr: shown.output,
      progress: shown.progress,
      spawn: globals.verbose > 0 && loud ? announced(host.spawn, note, errorStyle) : host.spawn,
      global: {
        json: globals.json,
        yes: globals.yes,
        quiet: globals.quiet,
        verbose: globals.verbose,
        offline: globals.offline,
        config: globals.config,
      },
      // Seen when it is asked for: few commands need an input
      get mayPrompt() {
        return asks && host.stdin.isTTY && host.stdout.isTTY && !host.env["CI"];
      },
      style: this.style,
      errorStyle,
      note,
      warn: (message) => {
        this.#warnings.push(message);
        note(`${errorStyle.color.yellow(errorStyle.mark.warn)} ${message}`);
      },
      showError: (error) => this.#showError(error),
      defer: (cleanup) => {
        this.#cleanups.push(cleanup);
      },
    };
  }

  async #cleanUp(): Promise<void> {
    for (const cleanup of this.#cleanups.reverse()) {
      try {
        await cleanup();
      } catch (error) {
        this.#showError(error);
      }
    }
  }
}

const silent: Context["progress"] = { step: () => ({ update() {}, done() {}, fail() {} }) };

function colorMode(words: readonly string[]): ColorMode {
  const at = words.findLastIndex((word) => word === "--color" || word.startsWith("--color="));
  const mode = words[at]?.startsWith("--color=") ? words[at]?.slice("--color=".length) : words[at + 1];
  return at >= 0 && (mode === "always" || mode === "never") ? mode : "auto";
}

function announced(spawn: Context["spawn"], note: (line: string) => void, style: Style): Context["spawn"] {
  return (command, args, options) => {
    const words = args.map((word) => (word.includes("\n") ? "…" : word));
    note(style.color.dim(`$ ${[command, ...words].join(" ")}`));
    return spawn(command, args, options);
  };
}

function interrupted(cause: unknown): MeshWasmError {
  return new MeshWasmError("MW0002", "stopped before it was done", { cause });
}

function asMeshWasmError(error: unknown): MeshWasmError {
  if (error instanceof MeshWasmError) return error;
  return new MeshWasmError("MW0001", error instanceof Error ? error.message : String(error), { cause: error });
}
