import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileWorker } from "../compile-worker-file.ts";

let known: string | undefined;

/**
 * Hash of the compiler: the version of AssemblyScript, and all code of this room. The package's own version would not do: a
 * package that was packed anew from a clone has the one before.
 */
export function compilerHash(): string {
  known ??= hash();
  return known;
}

function hash(): string {
  const room = dirname(dirname(compileWorker()));
  const sum = createHash("sha256").update(ascVersion());
  for (const name of readdirSync(room, { recursive: true, encoding: "utf8" }).sort()) {
    if (name.endsWith(".js")) sum.update(`${name}\0`).update(readFileSync(join(room, name)));
  }
  return sum.digest("hex");
}

function ascVersion(): string {
  const manifest = createRequire(import.meta.url).resolve("assemblyscript/package.json");
  return JSON.parse(readFileSync(manifest, "utf8")).version;
}
