import { MeshWasmError } from "../../core/index.ts";

/** What npm allows for a package without a scope, made narrower: a letter first, no `~`. */
const allowed = /^[a-z][a-z0-9._-]{0,99}$/;

/** What is wrong with a name for a filter; undefined where nothing is. */
export function nameFault(name: string): string | undefined {
  if (name === "") return "the name is empty";
  if (/[/\\]/.test(name) || name === "." || name === "..") return `"${name}" is a path, not a name`;
  if (["node_modules", "favicon.ico", "mesh-wasm"].includes(name)) return `"${name}" is reserved`;
  if (!allowed.test(name)) return `"${name}" is no name for a filter`;
  return undefined;
}

/**
 * Checks a name that becomes a folder, an npm package and a root id.
 *
 * @throws MeshWasmError MW1101 with a name near to it that works
 */
export function checkName(name: string): void {
  const fault = nameFault(name);
  if (fault === undefined) return;
  const better = name
    .replace(/^.*[/\\]/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "");
  const hint = nameFault(better) === undefined ? `for example ${better}` : "for example jwt-auth";
  const where = /[/\\]/.test(name) ? "; say with --dir where it goes" : "";
  throw new MeshWasmError("MW1101", fault, {
    hint: `use lower-case letters, digits and dashes, ${hint}${where}`,
  });
}
