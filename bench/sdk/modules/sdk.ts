import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../../core/index.ts";
import { compile, packageRoot } from "../../../module/index.ts";
import { ascVersion } from "./asc.ts";
import { cachedFolder, textsOf } from "./cached-folder.ts";
import { filterNames, filtersFolder } from "./filters.ts";

/** Builds the filters of this SDK. */
export function buildSdk(ctx: Context): Promise<string> {
  return buildFilters(ctx, "sdk", join(filtersFolder, "sdk"), entriesOf(filterNames));
}

/** Builds the filter that keeps header values as strings; there is only `mirror`. */
export function buildStrings(ctx: Context): Promise<string> {
  return buildFilters(ctx, "strings", join(filtersFolder, "strings"), entriesOf(["mirror"]));
}

function entriesOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `${name}/assembly/index.ts`]));
}

/**
 * Builds filters as a user's project is built: in release mode, with names. `entries` are the sources by the names of the
 * modules, from the folder on. Resolves to the cached folder with the modules.
 */
export async function buildFilters(
  ctx: Context,
  cached: string,
  folder: string,
  entries: Readonly<Record<string, string>>,
): Promise<string> {
  const own = [join(packageRoot(), "assembly"), join(packageRoot(), "module/compile"), folder];
  const key = [await ascVersion(), ...Object.keys(entries), ...(await Promise.all(own.map(textsOf))).flat()];
  return cachedFolder(ctx, cached, key, async (out) => {
    for (const [name, entry] of Object.entries(entries)) {
      const path = join(folder, entry);
      const { wasm } = await compile({ entry: path, projectDir: join(path, "../.."), name, mode: "release" });
      await writeFile(join(out, `${name}.wasm`), wasm);
    }
  });
}
