import { MeshWasmError } from "../../core/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { execute } from "../framework/execute.ts";

/** The package managers that a project can be installed with. */
export const packageManagers = ["npm", "pnpm", "yarn", "bun"] as const;

/** A package manager by its command. */
export type PackageManager = (typeof packageManagers)[number];

/** The package manager that started us (`npm create`, `pnpm dlx`), else npm. */
export function callingPackageManager(env: CommandContext["env"]): PackageManager {
  const agent = env["npm_config_user_agent"] ?? "";
  return packageManagers.find((name) => agent.startsWith(`${name}/`)) ?? "npm";
}

/**
 * Installs the packages of a project.
 *
 * @throws MeshWasmError MW1104 with the last lines that the package manager printed
 */
export async function installPackages(ctx: CommandContext, manager: PackageManager, directory: string): Promise<void> {
  const flags = manager === "npm" ? ["--no-audit", "--no-fund"] : [];
  const args = ["install", ...flags, ...(ctx.global.offline ? ["--offline"] : [])];
  const step = ctx.progress.step(`installing packages (${manager})`);
  const { status, stdout, stderr, fault } = await execute(ctx, manager, args, {
    cwd: directory,
    // npm and its like are scripts on Windows, which only a shell can start.
    shell: ctx.platform === "win32",
  });
  if (status === 0) return step.done(`installed packages (${manager})`);
  step.fail();
  const said = `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
  const missing = fault === "ENOENT";
  throw new MeshWasmError("MW1104", missing ? `${manager} is not installed` : `${manager} ${args.join(" ")} failed`, {
    details: said.slice(-12),
    hint: missing
      ? `install ${manager}, choose another with --package-manager, or pass --no-install`
      : `the project was written; fix the fault and run ${manager} install in ${directory}`,
  });
}
