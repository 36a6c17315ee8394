// Imports between rooms point only where this table allows.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ts from "typescript";
import { root } from "./provision.mjs";

/** Room to the rooms it may import, beside itself. */
export const rooms = {
  core: [],
  assembly: [],
  filters: ["assembly"],
  templates: ["assembly", "envoy", "module", "testing"],
  module: ["core"],
  envoy: ["core"],
  host: ["core", "module"],
  registry: ["core", "module"],
  mesh: ["core", "module"],
  testing: ["core", "module", "host", "envoy"],
  cli: ["core", "module", "host", "envoy", "testing", "registry", "mesh"],
  test: [
    "core",
    "module",
    "host",
    "envoy",
    "testing",
    "registry",
    "mesh",
    "cli",
    "filters",
    "assembly",
    "tools",
    "bench",
  ],
  bench: ["core", "module", "host", "envoy", "testing", "registry", "mesh", "cli", "filters", "assembly"],
  tools: ["core", "module", "envoy", "cli"],
};

/** Every import that crosses rooms against the table, as one line each. */
export function forbiddenImports() {
  return Object.keys(rooms).flatMap((room) => sourceFiles(room).flatMap((file) => forbiddenIn(room, file)));
}

function forbiddenIn(room, file) {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"));
  const crossing = importedFiles.map(({ fileName }) => ({ fileName, target: roomOf(fileName, file) }));
  return crossing
    .filter(({ target }) => target && target !== room && !rooms[room].includes(target))
    .map(({ fileName, target }) => `${relative(root, file)}: ${room}/ may not import ${target}/ (${fileName})`);
}

function roomOf(specifier, file) {
  // dist/ holds the rooms once more, built
  if (specifier.startsWith("."))
    return relative(root, resolve(dirname(file), specifier))
      .split(sep)
      .find((part) => part !== "dist");
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
