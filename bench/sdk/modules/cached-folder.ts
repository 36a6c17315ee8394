import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Context, directories, makeFolder } from "../../../core/index.ts";

/**
 * A folder of built things in the user's cache, made once for a key: what the things are built from and with. `fill` puts
 * them into `out`; what it needs on the way goes to `work`.
 */
export async function cachedFolder(
  ctx: Context,
  name: string,
  key: readonly string[],
  fill: (out: string, work: string) => Promise<void>,
): Promise<string> {
  const cache = join(directories(ctx).cache, "bench");
  const hash = createHash("sha256").update(JSON.stringify(key)).digest("hex").slice(0, 16);
  const folder = join(cache, `${name}-${hash}`);
  if (await isFolder(folder)) return folder;
  ctx.stderr.write(`- building the filters of the case "${name}"\n`);
  await makeFolder(cache);
  const temporary = await mkdtemp(join(cache, "building-"));
  try {
    const [out, work] = [join(temporary, "out"), join(temporary, "work")];
    await mkdir(out);
    await mkdir(work);
    await fill(out, work);
    await rename(out, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return folder;
}

/** The names and texts of all files of a folder, for a key. */
export async function textsOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.sort().map((path) => readFile(path, "utf8")));
  return texts.flatMap((text, index) => [paths[index]?.slice(folder.length) ?? "", text]);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
