import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { CommandContext } from "../framework/context.ts";

/** @throws MeshWasmError MW0107 for a file that cannot be read */
export async function readKeyFile(ctx: CommandContext, path: string): Promise<string> {
  try {
    return await readFile(resolve(ctx.cwd, path), "utf8");
  } catch (error) {
    throw new MeshWasmError("MW0107", `cannot read the key ${path}`, {
      details: [(error as Error).message],
      cause: error,
    });
  }
}

/** An error for a command that was given no key. */
export function missingKey(command: string, file: string): MeshWasmError {
  return new MeshWasmError("MW0103", "--key is missing", {
    hint: `mesh-wasm ${command} REFERENCE --key ${file}; \`mesh-wasm generate-key-pair\` makes keys`,
  });
}
