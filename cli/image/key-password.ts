import { MeshWasmError } from "../../core/index.ts";
import type { CommandContext } from "../framework/context.ts";

/** Ours goes before cosign's. */
const variables = ["MESH_WASM_KEY_PASSWORD", "COSIGN_PASSWORD"] as const;

/**
 * The password of a private key: of the environment, where an empty one counts, too, else of whoever sits there. No option takes
 * it: others can read command lines.
 *
 * @param file Of the key.
 * @param isNew The key is yet to be made.
 * @throws MeshWasmError MW0103 where nobody can be asked
 */
export async function keyPassword(ctx: CommandContext, file: string, isNew = false): Promise<string> {
  for (const variable of variables) {
    const value = ctx.env[variable];
    if (value !== undefined) return value;
  }
  if (!ctx.mayPrompt) {
    throw new MeshWasmError("MW0103", `the password of ${file} is missing`, {
      details: ["nobody can be asked for it here"],
      hint: `put it into the environment variable ${variables.join(" or ")}`,
    });
  }
  const { askForKeyPassword } = await import("./ask-for-key-password.ts");
  return askForKeyPassword(file, isNew);
}
