import type { AnyCommand } from "./command.ts";

/** A word that only groups commands, such as `envoy`. */
export interface CommandGroup {
  name: string;
  aliases?: readonly string[];
  summary: string;
}

/** All commands, in the order in which the help lists them. */
export interface Registry {
  groups: readonly CommandGroup[];
  commands: readonly AnyCommand[];
}

/** The commands of a group: those whose first word it is. */
export function commandsOf(registry: Registry, group: string): AnyCommand[] {
  return registry.commands.filter((command) => command.name.startsWith(`${group} `));
}

/** The commands and groups that stand directly below the program. */
export function topLevel(registry: Registry): (AnyCommand | CommandGroup)[] {
  const seen = new Set<string>();
  const entries: (AnyCommand | CommandGroup)[] = [];
  for (const command of registry.commands) {
    const first = command.name.split(" ")[0] ?? "";
    if (seen.has(first)) continue;
    seen.add(first);
    entries.push(registry.groups.find((group) => group.name === first) ?? command);
  }
  return entries;
}
