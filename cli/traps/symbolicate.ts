import { createReadStream, statSync } from "node:fs";
import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import type { PlaceArguments } from "../image/image-place.ts";
import { moduleFiles } from "./module-files.ts";
import { symbolicateLog } from "./symbolicate-log.ts";
import { type ModuleFile, TrapExplainer, type TrapReport } from "./trap-explainer.ts";
import { trapLines } from "./trap-lines.ts";

/** What `symbolicate` was asked for; undefined where it was not said. */
export interface SymbolicateArguments extends PlaceArguments {
  log: string | undefined;
  wasm: string | undefined;
  map: string | undefined;
  image: readonly string[];
}

/** What `symbolicate --json` has found; without `--json` it is in the log that is written. */
export interface SymbolicateReport {
  traps: TrapReport[];
}

/**
 * Reads a log and explains its traps: below each where people read it, or as data.
 *
 * @throws MeshWasmError as {@link moduleFiles} and registries do, and MW0107 where there is no such log
 */
export async function symbolicate(
  ctx: CommandContext,
  { log, ...named }: SymbolicateArguments,
): Promise<Outcome<SymbolicateReport>> {
  const explainer = new TrapExplainer(await modulesNamed(ctx, named));
  const chunks = chunksOf(ctx, log);
  if (ctx.global.json) {
    const traps: TrapReport[] = [];
    await symbolicateLog(chunks, { pass() {}, trap: (trap) => traps.push(explainer.explain(trap)) });
    return { result: { traps } };
  }
  return { result: { traps: [] }, stay: () => write(ctx, chunks, explainer) };
}

async function modulesNamed(
  ctx: CommandContext,
  { wasm, map, image, ...place }: Omit<SymbolicateArguments, "log">,
): Promise<ModuleFile[]> {
  if (image.length === 0) return moduleFiles(ctx, { wasm, map });
  if (wasm !== undefined || map !== undefined) {
    throw new MeshWasmError("MW0103", "--image goes neither with --wasm nor with --map", {
      hint: "an image has its module, and the map that is attached to it",
    });
  }
  const { imageModules } = await import("./image-modules.ts");
  return imageModules(ctx, image, place);
}

async function write(ctx: CommandContext, chunks: AsyncIterable<Uint8Array>, explainer: TrapExplainer): Promise<void> {
  const { stdout, style } = ctx;
  const advice = new Set<string>();
  let traps = 0;
  try {
    await symbolicateLog(chunks, {
      pass: (bytes) => stdout.write(bytes),
      trap(trap) {
        const explained = explainer.explain(trap);
        stdout.write(`${trapLines(explained, style).join("\n")}\n`);
        traps++;
        const missing = adviceFor(explained);
        if (missing) advice.add(missing);
      },
    });
    if (traps === 0) ctx.note('no trap of a filter: in a log of Envoy one begins with a line "Function: … failed"');
    for (const line of advice) ctx.note(`${ctx.errorStyle.color.cyan(ctx.errorStyle.mark.hint)} ${line}`);
  } catch (error) {
    if (!ctx.signal.aborted) throw error;
  }
}

/** How to learn more of a trap that is explained in part. */
function adviceFor({ frames, module, mapProblem }: TrapReport): string | undefined {
  if (frames.length === 0) return undefined;
  if (module === null) {
    return "for lines, name the module that the proxy runs, of that very build: --wasm FILE, or --image REFERENCE";
  }
  if (mapProblem) return "for lines, keep the .map of each build beside its module, or name it: --map FILE";
  return undefined;
}

function chunksOf(ctx: CommandContext, log: string | undefined): AsyncIterable<Uint8Array> {
  if (log === undefined || log === "-") {
    if (ctx.stdin.isTTY) ctx.note("reading the log from the terminal; Ctrl-D ends it");
    return ctx.stdin.chunks();
  }
  const file = resolve(ctx.cwd, log);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === false) {
    if (file.endsWith(".wasm")) {
      throw new MeshWasmError("MW0105", `${log} is a module, not a log`, {
        hint: `name the log first: mesh-wasm symbolicate envoy.log --wasm ${log}`,
      });
    }
    return createReadStream(file, { signal: ctx.signal });
  }
  throw new MeshWasmError("MW0107", `there is no log ${log}`, { hint: "check the path, or pipe the log in" });
}
