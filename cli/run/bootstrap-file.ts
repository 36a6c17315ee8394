import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { Bootstrap } from "../../envoy/index.ts";
import type { CommandContext } from "../framework/context.ts";

/**
 * Reads an Envoy configuration, JSON or YAML, from a file or with `-` from the standard input.
 *
 * @throws MeshWasmError MW0107 where it cannot be read, MW0105 where it is neither JSON nor YAML
 */
export async function readBootstrap(ctx: CommandContext, file: string): Promise<Bootstrap> {
  const text = file === "-" ? await ctx.stdin.readAll() : readText(resolve(ctx.cwd, file), file);
  const { parse } = await import("yaml");
  try {
    // Envoy reads YAML 1.1, in which more words than true and false are booleans.
    const value: unknown = parse(text, { version: "1.1", prettyErrors: true });
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Bootstrap;
    throw new Error("it holds no object");
  } catch (error) {
    throw new MeshWasmError("MW0105", `--bootstrap ${file} is no Envoy configuration`, {
      details: [(error as Error).message.trimEnd()],
      hint: "give a bootstrap as JSON or YAML; --print-bootstrap shows one to start from",
      cause: error,
    });
  }
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new MeshWasmError("MW0107", `the bootstrap ${shown} cannot be read`, {
      details: [(error as Error).message],
      cause: error,
    });
  }
}
