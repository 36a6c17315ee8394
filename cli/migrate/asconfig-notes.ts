/** What asc can be told in asconfig.json that changes the module, and that `mesh-wasm build` takes after `--`. */
const flags = ["transform", "runtime", "lib", "path", "initialMemory", "maximumMemory", "memoryBase", "stackSize"];

/** What to know of an asconfig.json, which `mesh-wasm build` does not read. */
export function asconfigNotes(text: string): string[] {
  const notes = ["asconfig.json stays, but mesh-wasm build does not read it"];
  const options = optionsIn(text);
  for (const name of flags) {
    const value = options[name];
    if (value === undefined) continue;
    const words = Array.isArray(value) ? value.join(",") : String(value);
    notes.push(`asconfig.json sets ${name}; where it is needed still: mesh-wasm build -- --${name} ${words}`);
  }
  return notes;
}

/** The options for all targets and those of the release. */
function optionsIn(text: string): Record<string, unknown> {
  try {
    const { options = {}, targets = {} } = JSON.parse(text.replace(/^\uFEFF/, ""));
    return { ...options, ...targets.release };
  } catch {
    return {};
  }
}
