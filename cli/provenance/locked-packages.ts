import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MeshWasmError } from "../../core/index.ts";

interface LockFile {
  packages?: Record<string, { version?: string; integrity?: string }>;
}

const folder = "node_modules/";

/**
 * SHA-512 of the archives of packages, in hexadecimal, by `name@version`, as npm's lock file has them: that of the project, or of the
 * workspace above it. Empty where there is none.
 *
 * @throws MeshWasmError MW0107 for a lock file that is no JSON
 */
export async function lockedPackages(directory: string): Promise<Map<string, string>> {
  const found = await nearestLock(directory);
  const locked = new Map<string, string>();
  for (const [path, { version, integrity }] of Object.entries(found?.packages ?? {})) {
    const at = path.lastIndexOf(folder);
    const [algorithm, hash] = integrity?.split("-", 2) ?? [];
    if (at < 0 || algorithm !== "sha512" || hash === undefined) continue;
    locked.set(`${path.slice(at + folder.length)}@${version}`, Buffer.from(hash, "base64").toString("hex"));
  }
  return locked;
}

async function nearestLock(directory: string): Promise<LockFile | undefined> {
  const path = join(directory, "package-lock.json");
  const text = await readFile(path, "utf8").catch(() => undefined);
  const above = dirname(directory);
  if (text === undefined) return above === directory ? undefined : nearestLock(above);
  try {
    return JSON.parse(text) as LockFile;
  } catch (error) {
    throw new MeshWasmError("MW0107", `${path} is no JSON`, { details: [(error as Error).message], cause: error });
  }
}
