import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../../core/index.ts";
import { cachedFolder, textsOf } from "./cached-folder.ts";
import { filterNames, filtersFolder } from "./filters.ts";
import { refuseOffline, runTool } from "./run-tool.ts";

const target = "wasm32-wasip1";

/** Builds the filters of the crate `proxy-wasm`. */
export function buildRust(ctx: Context): Promise<string> {
  return buildCrates(ctx, "rust", join(filtersFolder, "rust"), filterNames);
}

/** Builds the crates of a workspace with the user's cargo; resolves to the cached folder with a module for each name. */
export async function buildCrates(
  ctx: Context,
  cached: string,
  sources: string,
  names: readonly string[],
): Promise<string> {
  const version = await runTool(ctx, "rustc", ["--version"]);
  return cachedFolder(ctx, cached, [version, ...names, ...(await textsOf(sources))], async (out, work) => {
    refuseOffline(ctx);
    await provideTarget(ctx);
    const manifest = ["--manifest-path", join(sources, "Cargo.toml")];
    const args = ["build", "--release", "--locked", "--quiet", "--target", target, "--target-dir", work];
    await runTool(ctx, "cargo", [...args, ...manifest]);
    for (const name of names) {
      await cp(join(work, target, "release", `${name}.wasm`), join(out, `${name}.wasm`));
    }
  });
}

/** rustup's own compiler comes without this target; another one, of a distribution say, either has it or fails to build. */
async function provideTarget(ctx: Context): Promise<void> {
  const installed = await runTool(ctx, "rustup", ["target", "list", "--installed"]).catch(() => target);
  if (!installed.split("\n").includes(target)) await runTool(ctx, "rustup", ["target", "add", target]);
}
