import { catalogue } from "../../core/index.ts";
import type { Import, WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";

/** Memories, tables, globals and tags that are imported: Envoy makes one plain memory and one table, and no more. */
export function checkImportKinds(module: WasmModule): Finding[] {
  const memories = module.imports.filter(({ kind }) => kind === "memory");
  const tables = module.imports.filter(({ kind }) => kind === "table");
  const rest = module.imports.filter(({ kind }) => kind === "global" || kind === "tag");
  return [
    ...memories.slice(0, 1).map(judgeMemory),
    ...tables.slice(0, 1).map((entry) => tolerated(entry)),
    ...[...memories.slice(1), ...tables.slice(1)].map((entry) => refused(entry, `second ${entry.kind}`)),
    ...rest.map((entry) => refused(entry, entry.kind)),
  ];
}

function judgeMemory(entry: Import): Finding {
  const type = entry.type?.kind === "memory" ? entry.type : null;
  if (!type?.shared && !type?.is64) return tolerated(entry);
  const kind = type.shared ? "a shared memory" : "a memory of 64-bit addresses";
  const message = `${nameOf(entry)} is ${kind}, which Envoy does not make`;
  return { code: "MW0315", level: "error", message, hint: catalogue.MW0315.fix };
}

function tolerated(entry: Import): Finding {
  const message = `the ${entry.kind} is imported as ${nameOf(entry)}; Envoy makes one, other hosts refuse the module`;
  return { code: "MW0315", level: "warning", message, hint: catalogue.MW0315.fix };
}

function refused(entry: Import, what: string): Finding {
  const message = `${nameOf(entry)} is imported as a ${what}, which Envoy does not offer`;
  return { code: "MW0326", level: "error", message, hint: catalogue.MW0326.fix };
}

function nameOf(entry: Import): string {
  return `${entry.module}.${entry.name}`;
}
