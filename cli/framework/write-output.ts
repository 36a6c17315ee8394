import { resolve } from "node:path";
import { writeFault, writeWhole } from "../../core/index.ts";
import type { CommandContext } from "./context.ts";

/**
 * Writes a text to a file that the user has named.
 *
 * @returns its absolute path
 * @throws MeshWasmError MW0108
 */
export async function writeOutput(ctx: CommandContext, path: string, text: string): Promise<string> {
  const file = resolve(ctx.cwd, path);
  try {
    await writeWhole(file, text);
  } catch (error) {
    throw writeFault(error, file);
  }
  return file;
}
