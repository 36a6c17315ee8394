import { MeshWasmError } from "../../core/index.ts";
import { loadProject } from "../config/load.ts";
import type { CommandContext } from "../framework/context.ts";
import type { Check } from "./check.ts";

/** The configuration that commands use here. */
export async function checkProject(ctx: CommandContext): Promise<Check> {
  try {
    const { path, config } = await loadProject(ctx.cwd, ctx.global.config);
    const names = Object.keys(config.filters);
    const count = names.length === 1 ? "1 filter" : `${names.length} filters`;
    return { name: "project", status: "ok", text: `${path}  (${count}: ${names.join(", ")})` };
  } catch (error) {
    if (!(error instanceof MeshWasmError)) throw error;
    if (error.code === "MW1002") return { name: "project", status: "ok", text: "none here" };
    return { name: "project", status: "fail", text: error.message, hint: error.hint };
  }
}
