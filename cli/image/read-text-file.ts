import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { CommandContext } from "../framework/context.ts";

/**
 * Reads a file that an option names.
 *
 * @param what For messages: `the key`.
 * @throws MeshWasmError MW0107 for a file that cannot be read
 */
export async function readTextFile(ctx: CommandContext, path: string, what: string): Promise<string> {
  try {
    return await readFile(resolve(ctx.cwd, path), "utf8");
  } catch (error) {
    throw new MeshWasmError("MW0107", `cannot read ${what} ${path}`, {
      details: [(error as Error).message],
      cause: error,
    });
  }
}
