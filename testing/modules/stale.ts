import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { MeshWasmError } from "../../core/index.ts";

/**
 * Looks whether a module was built from the sources as they are now, as far as its source map tells.
 *
 * @throws MeshWasmError MW0414 naming a source that is newer.
 */
export function assertFresh(name: string, file: string, projectDir: string): void {
  const map = `${file}.map`;
  if (!existsSync(map)) return;
  const built = statSync(file).mtimeMs;
  const { sources } = JSON.parse(readFileSync(map, "utf8")) as { sources: string[] };
  const newer = sources.find((source) => {
    const path = join(projectDir, source);
    return !source.startsWith("~lib/") && existsSync(path) && statSync(path).mtimeMs > built;
  });
  if (newer === undefined) return;
  throw new MeshWasmError("MW0414", `build/${name}.wasm is older than ${newer}`);
}
