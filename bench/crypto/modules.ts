import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../core/index.ts";
import { compile, packageRoot } from "../../module/index.ts";
import { ascVersion } from "../sdk/modules/asc.ts";
import { cachedFolder, textsOf } from "../sdk/modules/cached-folder.ts";
import { filtersFolder } from "../sdk/modules/filters.ts";
import { refuseOffline, runTool } from "../sdk/modules/run-tool.ts";

const sources = join(filtersFolder, "crypto");
const target = "wasm32-wasip1";

/** Builds the filters of this SDK, all ways but Rust, as a user's project is built: in release mode, with names. */
export async function buildCryptoSdk(ctx: Context, names: readonly string[]): Promise<string> {
  const own = [join(packageRoot(), "assembly"), join(packageRoot(), "module/compile"), join(sources, "assembly")];
  const key = [await ascVersion(), ...names, ...(await Promise.all(own.map(textsOf))).flat()];
  return cachedFolder(ctx, "crypto-sdk", key, async (out) => {
    for (const name of names) {
      const entry = join(sources, "assembly", `${name}.ts`);
      const { wasm } = await compile({ entry, projectDir: sources, name, mode: "release" });
      await writeFile(join(out, `${name}.wasm`), wasm);
    }
  });
}

/** Builds the filters with crates of RustCrypto and dalek by the user's cargo. */
export async function buildCryptoRust(ctx: Context, names: readonly string[]): Promise<string> {
  const crates = join(sources, "rust");
  const version = await runTool(ctx, "rustc", ["--version"]);
  return cachedFolder(ctx, "crypto-rust", [version, ...names, ...(await textsOf(crates))], async (out, work) => {
    refuseOffline(ctx);
    await provideTarget(ctx);
    const manifest = ["--manifest-path", join(crates, "Cargo.toml")];
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
