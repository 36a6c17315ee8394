import type { CommandContext } from "../framework/context.ts";
import { execute } from "../framework/execute.ts";

/**
 * Makes the folder a git repository, unless it is inside of one or git is missing. Answers whether it did.
 */
export async function initGit(ctx: CommandContext, directory: string): Promise<boolean> {
  const inside = await execute(ctx, "git", ["rev-parse", "--is-inside-work-tree"], { cwd: directory });
  if (inside.fault !== undefined || inside.stdout.trim() === "true") return false;
  const { status, stderr } = await execute(ctx, "git", ["init", "--quiet"], { cwd: directory });
  if (status === 0) return true;
  ctx.warn(`git init failed: ${stderr.trim()}`);
  return false;
}
