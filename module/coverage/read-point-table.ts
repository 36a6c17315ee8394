import { readModule } from "../read/index.ts";
import { type PointTable, pointTableSection } from "./point-table.ts";

/** The section's text by module: a module is asked for it again with each of its VMs. */
const sections = new WeakMap<Uint8Array, string | null>();

/** The text of a module's section `mesh-wasm-coverage`; `null` for a module that counts nothing. */
export function pointTableText(wasm: Uint8Array): string | null {
  const known = sections.get(wasm);
  if (known !== undefined) return known;
  const section = readModule(wasm).customSections.find(({ name }) => name === pointTableSection);
  const text = section ? new TextDecoder().decode(wasm.subarray(section.offset, section.offset + section.size)) : null;
  sections.set(wasm, text);
  return text;
}

/** What a module counts; `null` for one that was not compiled with `coverage`. */
export function readPointTable(wasm: Uint8Array): PointTable | null {
  const text = pointTableText(wasm);
  return text === null ? null : JSON.parse(text);
}
