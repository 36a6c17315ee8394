import { findImportable } from "../abi/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

/** Functions of the ABI, but not of the version that the module speaks. */
export function checkImportVersions({ imports, abiVersion }: WasmModule): Finding[] {
  if (!abiVersion) return [];
  return imports.flatMap(({ module, name, kind }): Finding[] => {
    const known = kind === "function" ? findImportable(module, name) : undefined;
    if (!known || known.abi.includes(abiVersion)) return [];
    const versions = known.abi.join(" and ");
    const replacement = known.hostFunction?.replacement;
    return [
      {
        code: "MW0310",
        level: "error",
        message: `${module}.${name} exists in ABI ${versions} only; the module speaks ${abiVersion}`,
        hint: replacement ? `use ${replacement}` : `do without it, or build for ABI ${known.abi.at(-1)}`,
      },
    ];
  });
}
