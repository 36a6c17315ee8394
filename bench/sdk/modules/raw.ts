import { join } from "node:path";
import type { Context } from "../../../core/index.ts";
import { ascVersion, ownPackages, runAsc } from "./asc.ts";
import { cachedFolder, textsOf } from "./cached-folder.ts";
import { filtersFolder } from "./filters.ts";

/** The flags of the filter by hand: no runtime, no garbage collector, no checks. */
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

/** Builds the filter by hand; there is only `mirror`. */
export async function buildRaw(ctx: Context): Promise<string> {
  const sources = join(filtersFolder, "raw");
  const key = [await ascVersion(), ...flags, ...(await textsOf(sources))];
  return cachedFolder(ctx, "raw", key, async (out) => {
    const files = [join(sources, "mirror/assembly/index.ts"), "--outFile", join(out, "mirror.wasm")];
    await runAsc(ctx, ownPackages(), [...files, ...flags], sources);
  });
}
