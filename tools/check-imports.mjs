// Imports between rooms point only where docs/design of the rooms allows.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { root } from "./provision.mjs";

/** Room to the rooms it may import, beside itself. */
export const rooms = {
  core: [],
  assembly: [],
  filters: ["assembly"],
  templates: ["assembly", "envoy"],
  module: ["core"],
  envoy: ["core"],
  cli: ["core", "module", "envoy"],
  test: ["core", "module", "envoy", "cli", "filters", "assembly", "tools"],
  bench: ["core", "module", "envoy", "cli", "filters", "assembly"],
  tools: ["core", "module", "envoy", "cli"],
};

/** Every import that crosses rooms against the table, as one line each. */
export function forbiddenImports() {
  return Object.keys(rooms).flatMap((room) => sourceFiles(room).flatMap((file) => forbiddenIn(room, file)));
}

function forbiddenIn(room, file) {
  const text = readFileSync(file, "utf8");
  const found = [];
  for (const [, specifier] of text.matchAll(
    /^\s*(?:import|export)\b[^"';]*?from\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm,
  )) {
    const target = specifier && roomOf(specifier, file);
    if (!target || target === room || rooms[room].includes(target)) continue;
    found.push(`${relative(root, file)}: ${room}/ may not import ${target}/ (${specifier})`);
  }
  return found;
}

function roomOf(specifier, file) {
  if (specifier.startsWith(".")) return relative(root, resolve(dirname(file), specifier)).split(sep)[0];
  return /^mesh-wasm\/(\w+)/.exec(specifier)?.[1] ?? null;
}

function sourceFiles(room) {
  try {
    const names = readdirSync(join(root, room), { recursive: true });
    return names
      .filter((name) => /\.(?:ts|mjs)$/.test(name) && !/node_modules|fixtures/.test(name))
      .map((name) => join(root, room, name));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}
