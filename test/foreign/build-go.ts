import { join } from "node:path";
import { cachedFolder, textsOf } from "../../bench/sdk/modules/cached-folder.ts";
import { runTool } from "../../bench/sdk/modules/run-tool.ts";
import type { Context } from "../../core/index.ts";

/** Builds packages of a Go module, which needs no others; resolves to the cached folder with a Wasm module for each. */
export async function buildGo(
  ctx: Context,
  cached: string,
  sources: string,
  packages: readonly string[],
): Promise<string> {
  const version = await runTool(ctx, "go", ["version"]);
  return cachedFolder(ctx, cached, [version, ...packages, ...(await textsOf(sources))], async (out) => {
    const env = { ...ctx.env, GOOS: "wasip1", GOARCH: "wasm", GOPROXY: "off", GOTOOLCHAIN: "local" };
    for (const name of packages) {
      const args = ["build", "-trimpath", "-buildmode=c-shared", "-ldflags=-s -w", "-o", join(out, `${name}.wasm`)];
      await runTool({ ...ctx, env }, "go", [...args, `./${name}`], sources);
    }
  });
}
