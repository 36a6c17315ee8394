import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../core/package-root.ts";

/** The names that `mesh-wasm/assembly/proxy-runtime` exports. */
export function knownNames(): ReadonlySet<string> {
  const source = readFileSync(join(packageRoot(), "assembly/proxy-runtime/index.ts"), "utf8");
  const lists = Array.from(source.matchAll(/^export \{([^}]*)\}/gm), ([, list = ""]) => list);
  const names = lists.flatMap((list) => list.split(",")).map((entry) => entry.replace(/^.*\bas\b/s, "").trim());
  return new Set(names.filter((name) => name !== ""));
}
