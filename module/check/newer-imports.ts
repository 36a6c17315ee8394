import { findImportable } from "../abi/index.ts";
import type { WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

/** Functions that not every Envoy from 1.36 on offers: older ones refuse the module. */
export function checkNewerImports({ imports }: WasmModule): Finding[] {
  const since = new Map(imports.map(({ module, name }) => [name, findImportable(module, name)?.sinceEnvoy ?? 0]));
  const newest = Math.max(0, ...since.values());
  if (newest === 0) return [];
  const names = [...since].filter(([, minor]) => minor > 0).map(([name]) => name);
  const shown = names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
  return [
    {
      code: "MW0328",
      level: "warning",
      message: `Envoy offers ${shown} from 1.${newest} on; older ones refuse the module`,
      hint: `run it in Envoy 1.${newest} or newer, or build it without what imports them`,
    },
  ];
}
