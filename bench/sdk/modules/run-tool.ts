import { execFile } from "node:child_process";
import { basename } from "node:path";
import { promisify } from "node:util";
import type { Context } from "../../../core/index.ts";

/** Runs a program to its end and resolves to its output; rejects with one line that says what was wrong. */
export async function runTool(ctx: Context, command: string, args: readonly string[], cwd = ctx.cwd): Promise<string> {
  const env = ctx.env as NodeJS.ProcessEnv;
  try {
    const { stdout } = await promisify(execFile)(command, args, { cwd, env, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    throw new Error(reasonOf(command, error as ExecError), { cause: error });
  }
}

interface ExecError extends Error {
  code?: string | number;
  stderr?: string;
}

function reasonOf(command: string, { code, stderr, message }: ExecError): string {
  if (code === "ENOENT") return `there is no ${command} on this machine`;
  const lines = (stderr || message).split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((each) => /\berror\b/i.test(each)) ?? lines[0] ?? "";
  return `${basename(command)}: ${line.trim()}`;
}

/** @throws Error where nothing may be fetched from the network. */
export function refuseOffline(ctx: Context): void {
  if (ctx.env["MESH_WASM_OFFLINE"]) throw new Error("not built yet, and MESH_WASM_OFFLINE is set");
}
