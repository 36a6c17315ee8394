import { join } from "node:path";
import type { Context } from "../../../core/index.ts";
import { ascVersion, ownPackages, runAsc } from "./asc.ts";
import { cachedFolder, textsOf } from "./cached-folder.ts";
import { filterNames, filtersFolder } from "./filters.ts";

/** The flags of the filters by hand: no runtime, no garbage collector, no checks. */
const flags = [
  "--config",
  "none",
  "--runtime",
  "stub",
  "-O3",
  "--noAssert",
  "--use",
  "abort=",
  "--exportStart",
  "_initialize",
];

/** Builds the filters by hand. */
export async function buildRaw(ctx: Context): Promise<string> {
  const sources = join(filtersFolder, "raw");
  const key = [await ascVersion(), ...flags, ...(await textsOf(sources))];
  return cachedFolder(ctx, "raw", key, async (out) => {
    for (const name of filterNames) {
      const files = [join(sources, name, "assembly/index.ts"), "--outFile", join(out, `${name}.wasm`)];
      await runAsc(ctx, ownPackages(), [...files, ...flags], sources);
    }
  });
}
