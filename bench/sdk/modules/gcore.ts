import { cp } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../../core/index.ts";
import { runAsc } from "./asc.ts";
import { cachedFolder, textsOf } from "./cached-folder.ts";
import { filterNames, filtersFolder } from "./filters.ts";
import { refuseOffline, runTool } from "./run-tool.ts";

const npmFlags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"];

/** Builds the filters of `@gcoredev/proxy-wasm-sdk-as` with the compiler and flags of its examples, by the user's npm. */
export async function buildGcore(ctx: Context): Promise<string> {
  const sources = join(filtersFolder, "gcore");
  return cachedFolder(ctx, "gcore", await textsOf(sources), async (out, work) => {
    refuseOffline(ctx);
    await cp(sources, work, { recursive: true });
    await runTool(ctx, "npm", ["ci", ...npmFlags], work);
    for (const name of filterNames) {
      const files = [`${name}/assembly/index.ts`, "--outFile", join(out, `${name}.wasm`)];
      await runAsc(ctx, join(work, "node_modules"), [...files, "--target", "release"], work);
    }
  });
}
