import { createRequire } from "node:module";
import type { CommandContext } from "../framework/context.ts";
import { execute } from "../framework/execute.ts";
import type { Check } from "./check.ts";

/** The running Node. */
export function checkNode({ nodeVersion }: Pick<CommandContext, "nodeVersion">): Check {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, "").split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return { name: "node", status: "ok", text: nodeVersion };
  return { name: "node", status: "fail", text: nodeVersion, hint: "install Node 20.19 or newer" };
}

/** The AssemblyScript compiler that mesh-wasm brings. */
export function checkCompiler(): Check {
  try {
    const { version } = createRequire(import.meta.url)("assemblyscript/package.json") as { version: string };
    return { name: "assemblyscript", status: "ok", text: version };
  } catch (error) {
    const hint = "install mesh-wasm again, with its dependencies";
    return { name: "assemblyscript", status: "fail", text: (error as Error).message.split("\n")[0] ?? "", hint };
  }
}

/** pip, which downloads Envoy. */
export async function checkPip(ctx: CommandContext): Promise<Check> {
  const own = ctx.env["MESH_WASM_PYTHON"];
  for (const python of own ? [own] : ["python3", "python"]) {
    const { status, stdout } = await execute(ctx, python, ["-m", "pip", "--version"]);
    if (status === 0) {
      const version = /^pip (\S+)/.exec(stdout)?.[1] ?? "";
      return { name: "pip", status: "ok", text: `${version} (${python})` };
    }
  }
  const text = own ? `MESH_WASM_PYTHON: ${own} is no Python with pip` : "no Python with pip";
  return { name: "pip", status: "warn", text, hint: "mesh-wasm envoy install needs it; install Python 3 with pip" };
}

/** The Docker engine, for `--engine docker`. */
export async function checkDocker(ctx: CommandContext): Promise<Check> {
  const hint = "only --engine docker needs it; start Docker to use it";
  const { status, stdout, stderr, fault } = await execute(ctx, "docker", [
    "version",
    "--format",
    "{{.Server.Version}}",
  ]);
  if (fault !== undefined) return { name: "docker", status: "warn", text: "not installed", hint };
  if (status === 0 && stdout.trim()) return { name: "docker", status: "ok", text: stdout.trim() };
  const said = stderr.split("\n").find((line) => line.trim() !== "");
  return { name: "docker", status: "warn", text: said?.trim() ?? "the engine does not answer", hint };
}
