import { catalogue } from "../../core/index.ts";
import { findImportable, formatSignature, type Importable, sameSignature } from "../abi/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

/** Functions that are imported with another type than Envoy's. */
export function checkImportTypes(module: WasmModule): Finding[] {
  return module.imports.flatMap((entry): Finding[] => {
    const known = findImportable(entry.module, entry.name);
    const { type } = entry;
    if (!known || type?.kind !== "function" || sameSignature(type, known)) return [];
    const message = `${entry.module}.${entry.name} is imported as ${formatSignature(type)}; Envoy has ${formatSignature(known)}`;
    return [{ code: "MW0311", level: "error", message, hint: declaration(known) }];
  });
}

function declaration({ hostFunction }: Importable): string {
  if (!hostFunction) return catalogue.MW0311.fix;
  const params = hostFunction.params.map(({ name, type }) => `${name}: ${type}`).join(", ");
  return `declare it as ${hostFunction.name}(${params}): ${hostFunction.result === null ? "void" : "i32"}`;
}
