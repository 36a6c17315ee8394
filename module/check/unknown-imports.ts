import { catalogue } from "../../core/index.ts";
import { findImportable, importables } from "../abi/index.ts";
import type { Import, WasmModule } from "../read/index.ts";
import type { Finding } from "./finding.ts";
import { findStranger } from "./known-strangers.ts";
import { nearest } from "./nearest.ts";

/** Functions that no version of the ABI has. */
export function checkUnknownImports(module: WasmModule): Finding[] {
  const unknown = module.imports.filter(
    (entry) => entry.kind === "function" && !findImportable(entry.module, entry.name),
  );
  const once = new Map(unknown.map((entry) => [`${entry.module}.${entry.name}`, entry]));
  return [...once.values()].map((entry) => ({ code: "MW0302", level: "error", ...explain(entry, module) }));
}

function explain(entry: Import, module: WasmModule): { message: string; hint: string } {
  const full = `${entry.module}.${entry.name}`;
  const stranger = findStranger(entry.module, entry.name);
  if (stranger) return { message: `Envoy does not offer ${full}. ${stranger.origin}`, hint: stranger.fix };
  const message = `Envoy does not offer ${full}`;
  const offered = importables().filter(({ abi }) => abi.includes(module.abiVersion ?? "0.2.1"));
  const elsewhere = offered.find(({ name }) => name === entry.name);
  if (elsewhere) return { message, hint: `import it from "${elsewhere.module}", not from "${entry.module}"` };
  const here = offered.filter((candidate) => candidate.module === entry.module).map(({ name }) => name);
  const similar = nearest(entry.name, here);
  if (similar) return { message, hint: `did you mean ${entry.module}.${similar}?` };
  if (entry.module === "env" && !entry.name.startsWith("proxy_")) {
    return {
      message,
      hint: "find what declares this function: a linker that allows undefined symbols, or a library for another host",
    };
  }
  return { message, hint: catalogue.MW0302.fix };
}
