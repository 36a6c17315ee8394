import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const assembly = fileURLToPath(new URL("../../../assembly", import.meta.url));

/** The file of the SDK that exports a function, a class, or a class or namespace with this member; undefined for none. */
export function findSymbol(symbol: string): string | undefined {
  const [owner = "", member] = symbol.split(".");
  const declared = new RegExp(`^export (?:abstract )?(?:function|class|namespace) ${owner}\\b`, "m");
  const has = new RegExp(`^  (?:export function |static |get )*${member ?? ""}[(<]`, "m");
  return readdirSync(assembly, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .find((file) => {
      const source = readFileSync(join(assembly, file), "utf8");
      return declared.test(source) && (member === undefined || has.test(source));
    });
}
