import type { Registry } from "../framework/registry.ts";
import { bashCompletion } from "./bash.ts";
import { fishCompletion } from "./fish.ts";
import { completionModel } from "./model.ts";
import { powershellCompletion } from "./powershell.ts";
import { zshCompletion } from "./zsh.ts";

const generators: Record<string, typeof bashCompletion> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
  powershell: powershellCompletion,
};

/** The completion script of a shell for all commands. */
export async function completionScript(shell: string): Promise<string> {
  // The registry holds the command that calls this, so it cannot be imported at the top.
  const { registry } = (await import("../registry.ts")) as { registry: Registry };
  const generate = generators[shell];
  if (!generate) throw new Error(`no completion for ${shell}`);
  return generate(completionModel(registry));
}
