import { addProperty, removeProperty } from "./json-edit.ts";
import { oldPackages } from "./old-specifier.ts";

/** What became of a package.json. */
export interface MigratedManifest {
  text: string;
  /** What a person may want to know of it. */
  notes: string[];
}

/** The parts of a package.json that matter here. */
export interface Manifest {
  name?: unknown;
  scripts?: Record<string, unknown>;
  [field: string]: unknown;
}

const dependencyFields = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"] as const;

/** The compiler, which a project of the old SDK has to bring itself. */
const compiler = "assemblyscript";

const scripts = { build: "mesh-wasm build", check: "mesh-wasm check", start: "mesh-wasm run --watch" } as const;

/**
 * Takes the old SDK out of a package.json and puts mesh-wasm in, with its scripts. A script that is there already stays.
 *
 * @param spec how the project depends on mesh-wasm
 * @param kept packages of the old SDK that sources still import from
 */
export function migrateManifest(text: string, spec: string, kept: readonly string[]): MigratedManifest {
  const manifest: Manifest = JSON.parse(text.replace(/^\uFEFF/, ""));
  const notes: string[] = [];
  let changed = text;
  const callsAsc = ascScripts(manifest).length > 0;
  for (const field of dependencyFields) {
    const present = oldPackages.filter((name) => has(manifest[field], name));
    const hasCompiler = has(manifest[field], compiler);
    const gone = [...present.filter((name) => !kept.includes(name)), ...(hasCompiler && !callsAsc ? [compiler] : [])];
    const isAll = gone.length === Object.keys(manifest[field] ?? {}).length;
    if (gone.length > 0 && isAll) changed = removeProperty(changed, [field]);
    else for (const name of gone) changed = removeProperty(changed, [field, name]);
    for (const name of present.filter((each) => kept.includes(each))) {
      notes.push(`package.json keeps ${name}: sources still import from it`);
    }
    if (hasCompiler) notes.push(compilerNote(callsAsc));
  }
  if (!dependencyFields.some((field) => has(manifest[field], "mesh-wasm"))) {
    changed = addProperty(changed, ["devDependencies", "mesh-wasm"], spec);
  }
  for (const [name, command] of Object.entries(scripts)) {
    const present = manifest.scripts?.[name];
    if (present === undefined) changed = addProperty(changed, ["scripts", name], command);
    else if (present !== command) notes.push(`the script "${name}" stays as it is; for mesh-wasm's: npx ${command}`);
  }
  return { text: changed, notes: [...notes, ...oldScripts(manifest)] };
}

/** Whether a package.json names the old SDK. */
export function dependsOnOld(manifest: Manifest): boolean {
  return dependencyFields.some((field) => oldPackages.some((name) => has(manifest[field], name)));
}

function compilerNote(isKept: boolean): string {
  if (!isKept) return `${compiler} goes: mesh-wasm brings the version of the compiler that it needs`;
  return `package.json keeps ${compiler} for the scripts that call asc: remove it with them, mesh-wasm brings its own`;
}

/** The names of the scripts that call the compiler. */
function ascScripts({ scripts: present = {} }: Manifest): string[] {
  return Object.entries(present).flatMap(([name, command]) => {
    return typeof command === "string" && /\basc\b/.test(command) ? [name] : [];
  });
}

function oldScripts(manifest: Manifest): string[] {
  const names = ascScripts(manifest);
  const list = names.map((name) => `"${name}"`).join(", ");
  return names.length === 0 ? [] : [`of no use any more, and left alone: the scripts that call asc (${list})`];
}

function has(object: unknown, key: string): boolean {
  return typeof object === "object" && object !== null && Object.hasOwn(object, key);
}
