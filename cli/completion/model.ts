import type {
  AnyCommand,
  ArgumentDefinition,
  Completable,
  OptionDefinition,
  OptionDefinitions,
} from "../framework/command.ts";
import { globalOptions } from "../framework/global-options.ts";
import { longForms } from "../framework/option-names.ts";
import { type CommandGroup, commandsOf, type Registry, topLevel } from "../framework/registry.ts";

/** An option as a shell completes it. */
export interface CompletedOption {
  /** Without dashes, for shells that want them apart. */
  short: string | undefined;
  /** With dashes. */
  longs: readonly string[];
  summary: string;
  /** Undefined where the option takes no value. */
  value: Completable | undefined;
}

/** What can follow one command or group; `path` is its name, empty for the program itself. */
export interface CompletedNode {
  path: string;
  /** Words that lead to another node, with that node's path. */
  next: readonly { word: string; summary: string; path: string }[];
  options: readonly CompletedOption[];
  /** What its arguments can be. */
  values: Completable;
}

/** Everything that completion knows: the same data for every shell. */
export function completionModel(registry: Registry): CompletedNode[] {
  const globals = optionsOf(globalOptions);
  const groups = registry.groups.filter((group) => commandsOf(registry, group.name).length > 0);
  return [
    { path: "", next: nextWords(topLevel(registry)), options: globals, values: [] },
    ...groups.map((group) => ({
      path: group.name,
      next: nextWords(commandsOf(registry, group.name)),
      options: globals,
      values: [],
    })),
    ...registry.commands.map((command) => ({
      path: command.name,
      next: [],
      options: [...optionsOf(command.options ?? {}), ...globals],
      values: valuesOf(command),
    })),
  ];
}

function nextWords(entries: readonly (AnyCommand | CommandGroup)[]): CompletedNode["next"] {
  return entries.flatMap(({ name, aliases = [], summary }) =>
    [name.split(" ").at(-1) ?? "", ...aliases].map((word) => ({ word, summary, path: name })),
  );
}

function optionsOf(definitions: OptionDefinitions): CompletedOption[] {
  return Object.entries(definitions).map(([key, option]) => ({
    short: option.short,
    longs: longForms(key, option),
    summary: option.description,
    value: completedValue(option),
  }));
}

function completedValue(option: OptionDefinition): Completable | undefined {
  if (option.kind === "choice") return option.choices;
  if (option.kind === "text" || option.kind === "list") return option.complete ?? [];
  return option.kind === "number" ? [] : undefined;
}

function valuesOf(command: AnyCommand): Completable {
  const definitions = Object.values<ArgumentDefinition>(command.arguments ?? {});
  const words = definitions.flatMap(
    ({ choices, complete }) => choices ?? (complete === "files" ? [] : (complete ?? [])),
  );
  return words.length > 0 ? words : definitions.some(({ complete }) => complete === "files") ? "files" : [];
}

/** Every form of an option, with dashes. */
export function formsOf(option: CompletedOption): string[] {
  return option.short ? [`-${option.short}`, ...option.longs] : [...option.longs];
}
