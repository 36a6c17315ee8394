import type { CommandContext } from "../framework/context.ts";
import { execute } from "../framework/execute.ts";

/** What stands against telling our changes from others' with git, or against undoing them; null where nothing does. */
export async function treeWarning(ctx: CommandContext, directory: string): Promise<string | null> {
  const { status, stdout } = await execute(ctx, "git", ["status", "--porcelain", "--", "."], { cwd: directory });
  if (status !== 0) return "this is no git repository: keep a copy of the folder to be able to go back";
  if (stdout.trim() === "") return null;
  return "there are changes that git does not have yet: commit them first to tell them from these";
}
