import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { OptionDefinitions } from "./framework/command.ts";
import { globalOptions } from "./framework/global-options.ts";
import { parseCommandLine } from "./framework/parse.ts";
import { registry } from "./registry.ts";

describe.each(registry.commands.map((command) => [command.name, command] as const))("%s", (_, command) => {
  test("has a summary of one line and a description of sentences", () => {
    expect(command.summary).toMatch(/^[A-Z][^\n]{10,70}[^.]$/);
    expect(command.description).toMatch(/^[A-Z`].*\.$/);
  });

  test("has two examples or more, which the parser takes", () => {
    expect(command.examples.length).toBeGreaterThanOrEqual(2);
    for (const { title, command: line } of command.examples) {
      expect(title).not.toMatch(/\.$/);
      const [, words = ""] = /mesh-wasm ((?:[^|>)"']|"[^"]*")+)/.exec(line) ?? [];
      const request = parseCommandLine(words.trim().split(/\s+/), registry, {});
      expect(request, line).toMatchObject({ kind: "command", command: { name: command.name } });
    }
  });

  test("has no option that is a global one, or twice the same letter", () => {
    const options: OptionDefinitions = command.options ?? {};
    const globals: OptionDefinitions = globalOptions;
    const letters = [...Object.values(options), ...Object.values(globals), { short: "h" }, { short: "V" }].flatMap(
      ({ short }) => short ?? [],
    );
    expect(new Set(letters).size).toBe(letters.length);
    const names = [...Object.keys(command.arguments ?? {}), ...Object.keys(options), ...Object.keys(globals), "rest"];
    expect(new Set(names).size).toBe(names.length);
  });
});

test("names and aliases are unique on each level", () => {
  const groups = registry.groups.flatMap(({ name, aliases = [] }) => [name, ...aliases]);
  const top = registry.commands.filter(({ name }) => !name.includes(" "));
  const topWords = [...groups, ...top.flatMap(({ name, aliases = [] }) => [name, ...aliases])];
  expect(new Set(topWords).size).toBe(topWords.length);
  for (const { name } of registry.groups)
    expect(registry.commands.some((command) => command.name.startsWith(`${name} `))).toBe(true);
});

test("starting up loads the parser and colours, and no other package or room", () => {
  const loaded = staticImports(fileURLToPath(new URL("./run-process.ts", import.meta.url)));
  const packages = [...loaded].filter((name) => !name.startsWith("/") && !name.startsWith("node:"));
  expect(packages.sort()).toEqual(["commander", "picocolors"]);
  const rooms = [...loaded].filter((name) => /\/(module|envoy)\/[^/]+\.ts$/.test(name));
  expect(rooms).toEqual([]);
});

/** Every package and file that is imported, at once or through others, when a file is loaded. */
function staticImports(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const text = readFileSync(file, "utf8");
  for (const [, clause = "", specifier = ""] of text.matchAll(/^(?:import|export) ([^;]*?)from "([^"]+)";/gms)) {
    if (isTypeOnly(clause)) continue;
    if (specifier.startsWith(".")) staticImports(join(dirname(file), specifier), found);
    else found.add(specifier);
  }
  return found;
}

function isTypeOnly(clause: string): boolean {
  if (clause.startsWith("type ")) return true;
  const names = /\{([^}]*)\}/s
    .exec(clause)?.[1]
    ?.split(",")
    .map((name) => name.trim()) ?? ["all"];
  return names.filter((name) => name !== "").every((name) => name.startsWith("type "));
}
