import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../../core/index.ts";
import { compile, packageRoot } from "../../../module/index.ts";
import { ascVersion } from "./asc.ts";
import { cachedFolder, textsOf } from "./cached-folder.ts";
import { type FilterName, filterNames, filtersFolder } from "./filters.ts";

/** Builds the filters of this SDK as a user's project is built: in release mode, with names. */
export function buildSdk(ctx: Context): Promise<string> {
  return build(ctx, "sdk", filterNames);
}

/** Builds the filter that keeps header values as strings; there is only `mirror`. */
export function buildStrings(ctx: Context): Promise<string> {
  return build(ctx, "strings", ["mirror"]);
}

async function build(ctx: Context, folder: string, names: readonly FilterName[]): Promise<string> {
  const sources = join(filtersFolder, folder);
  const own = [join(packageRoot(), "assembly"), join(packageRoot(), "module/compile"), sources];
  const key = [await ascVersion(), ...(await Promise.all(own.map(textsOf))).flat()];
  return cachedFolder(ctx, folder, key, async (out) => {
    for (const name of names) {
      const projectDir = join(sources, name);
      const entry = join(projectDir, "assembly/index.ts");
      const { wasm } = await compile({ entry, projectDir, name, mode: "release" });
      await writeFile(join(out, `${name}.wasm`), wasm);
    }
  });
}
