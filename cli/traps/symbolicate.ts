import { createReadStream, statSync } from "node:fs";
import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { moduleFiles } from "./module-files.ts";
import { symbolicateLog } from "./symbolicate-log.ts";
import { TrapExplainer, type TrapReport } from "./trap-explainer.ts";
import { trapLines } from "./trap-lines.ts";

/** What `symbolicate` was asked for; undefined where it was not said. */
export interface SymbolicateArguments {
  log: string | undefined;
  wasm: string | undefined;
  map: string | undefined;
}

/** What `symbolicate --json` has found; without `--json` it is in the log that is written. */
export interface SymbolicateReport {
  traps: TrapReport[];
}

/**
 * Reads a log and explains its traps: below each where people read it, or as data.
 *
 * @throws MeshWasmError as {@link moduleFiles}, and MW0107 where there is no such log
 */
export async function symbolicate(
  ctx: CommandContext,
  { log, ...named }: SymbolicateArguments,
): Promise<Outcome<SymbolicateReport>> {
  const explainer = new TrapExplainer(await moduleFiles(ctx, named));
  const chunks = chunksOf(ctx, log);
  if (ctx.global.json) {
    const traps: TrapReport[] = [];
    await symbolicateLog(chunks, { pass() {}, trap: (trap) => traps.push(explainer.explain(trap)) });
    return { result: { traps } };
  }
  return { result: { traps: [] }, stay: () => write(ctx, chunks, explainer) };
}

async function write(ctx: CommandContext, chunks: AsyncIterable<Uint8Array>, explainer: TrapExplainer): Promise<void> {
  const { stdout, style } = ctx;
  try {
    await symbolicateLog(chunks, {
      pass: (bytes) => stdout.write(bytes),
      trap(trap) {
        const lines = trapLines(explainer.explain(trap), style);
        stdout.write(lines.map((line) => `${line}\n`).join(""));
      },
    });
  } catch (error) {
    if (!ctx.signal.aborted) throw error;
  }
}

function chunksOf(ctx: CommandContext, log: string | undefined): AsyncIterable<Uint8Array> {
  if (log === undefined || log === "-") {
    if (ctx.stdin.isTTY) ctx.note("reading the log from the terminal; Ctrl-D ends it");
    return ctx.stdin.chunks();
  }
  const file = resolve(ctx.cwd, log);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === false) {
    return createReadStream(file, { signal: ctx.signal });
  }
  throw new MeshWasmError("MW0107", `there is no log ${log}`, { hint: "check the path, or pipe the log in" });
}
