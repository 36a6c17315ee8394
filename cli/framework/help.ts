import type { AnyCommand, ArgumentDefinition, OptionDefinition, OptionDefinitions } from "./command.ts";
import { globalOptions } from "./global-options.ts";
import { optionTerm } from "./option-names.ts";
import { type CommandGroup, commandsOf, type Registry, topLevel } from "./registry.ts";
import type { Style } from "./style.ts";
import { wrap } from "./wrap.ts";

/** How the help is shown. */
export interface HelpLayout {
  style: Style;
  /** Width of the terminal. */
  columns: number;
}

/** What each exit status means, for help and documentation. */
export const exitStatuses = [
  [0, "done"],
  [1, "what was asked for failed: a build, a check, a filter that Envoy rejects"],
  [2, "wrong usage"],
  [3, "the project or its configuration is invalid"],
  [4, "the machine lacks something, such as Envoy or Docker"],
  [5, "a remote refused"],
  [70, "a fault of mesh-wasm"],
  [130, "stopped by SIGINT, SIGTERM or SIGHUP"],
] as const;

/** A term and what it means, as one line of a list. */
export type HelpRow = readonly [term: string, text: string];

/** The options of every command, those of the parser too. */
export function globalRows(): HelpRow[] {
  return [
    ...optionRows(globalOptions),
    ["-h, --help", "Show this help"],
    ["-V, --version", "Print the version of mesh-wasm"],
  ];
}

/** The help of the program, a group or a command. */
export function helpText(topic: AnyCommand | CommandGroup | undefined, registry: Registry, layout: HelpLayout): string {
  if (!topic) return programHelp(registry, layout);
  return "run" in topic ? commandHelp(topic, layout) : groupHelp(topic, registry, layout);
}

function programHelp(registry: Registry, layout: HelpLayout): string {
  return page([
    ["mesh-wasm: write, build and prove Envoy filters in TypeScript"],
    usage("mesh-wasm <command> [options]", layout),
    section("Commands", topLevel(registry).map(nameAndSummary), layout),
    section("Options of every command", globalRows(), layout),
    examples(
      [
        { title: "Start a filter from a template", command: "mesh-wasm new filter canary --template header-routing" },
        { title: "Run it in a real Envoy and rebuild on each save", command: "mesh-wasm run --watch" },
      ],
      layout,
    ),
    section(
      "Exit status",
      exitStatuses.map(([status, text]) => [String(status), text]),
      layout,
    ),
  ]);
}

function groupHelp(group: CommandGroup, registry: Registry, layout: HelpLayout): string {
  const commands = commandsOf(registry, group.name);
  return page([
    [`${group.summary}.`],
    usage(`mesh-wasm ${group.name} <command> [options]`, layout),
    section("Commands", commands.map(nameAndSummary), layout),
    examples(
      commands.flatMap((command) => command.examples.slice(0, 1)),
      layout,
    ),
    ["Options of every command: see mesh-wasm --help"],
  ]);
}

function commandHelp(command: AnyCommand, layout: HelpLayout): string {
  const aliases = command.aliases ?? [];
  return page([
    [wrap(command.description, 0, layout.columns)],
    usage(usageOf(command), layout),
    aliases.length > 0 ? [`${layout.style.color.bold("Alias:")} ${aliases.join(", ")}`] : [],
    section("Arguments", argumentRows(command), layout),
    section("Options", optionRows(command.options ?? {}), layout),
    section("Options of every command", globalRows(), layout),
    examples(command.examples, layout),
  ]);
}

/** `mesh-wasm build [options] [-- asc flags]`. */
export function usageOf(command: AnyCommand): string {
  const words = Object.entries<ArgumentDefinition>(command.arguments ?? {}).map(([name, definition]) => {
    const word = definition.variadic ? `${name}…` : name;
    return definition.required ? `<${word}>` : `[${word}]`;
  });
  const rest = command.rest ? [`[-- ${command.rest}]`] : [];
  return ["mesh-wasm", command.name, ...words, "[options]", ...rest].join(" ");
}

/** One row per argument of a command. */
export function argumentRows(command: AnyCommand): HelpRow[] {
  return Object.entries<ArgumentDefinition>(command.arguments ?? {}).map(([name, definition]) => [
    definition.required ? `<${name}>` : `[${name}]`,
    definition.choices ? `${definition.description}: ${definition.choices.join(", ")}` : definition.description,
  ]);
}

/** One row per option, with its choices, its default and its environment variable. */
export function optionRows(options: OptionDefinitions): HelpRow[] {
  return Object.entries(options).map(([key, option]) => [optionTerm(key, option), optionText(option)]);
}

function optionText(option: OptionDefinition): string {
  const notes: string[] = [];
  if (option.kind === "choice") notes.push(option.choices.join(", "));
  if ("default" in option && option.default !== undefined) notes.push(`default ${option.default}`);
  if (option.kind === "list") notes.push("as often as you like");
  if ("defaultText" in option && option.defaultText) notes.push(`default ${option.defaultText}`);
  if ("env" in option && option.env) notes.push(`env ${option.env}`);
  return notes.length > 0 ? `${option.description} (${notes.join("; ")})` : option.description;
}

function nameAndSummary(entry: AnyCommand | CommandGroup): HelpRow {
  return [entry.name, entry.summary];
}

function usage(line: string, { style }: HelpLayout): string[] {
  return [`${style.color.bold("Usage:")} ${line}`];
}

function section(title: string, rows: readonly HelpRow[], { style, columns }: HelpLayout): string[] {
  if (rows.length === 0) return [];
  const width = Math.max(...rows.map(([term]) => term.length));
  return [
    style.color.bold(`${title}:`),
    ...rows.map(([term, text]) => {
      const gap = " ".repeat(width - term.length + 2);
      return `  ${style.color.cyan(term)}${gap}${wrap(text, width + 4, columns)}`;
    }),
  ];
}

function examples(list: AnyCommand["examples"], { style }: HelpLayout): string[] {
  const lines = list.flatMap(({ title, command }) => [`  ${style.color.dim(`# ${title}`)}`, `  ${command}`]);
  return [style.color.bold("Examples:"), ...lines];
}

/** Paragraphs with one empty line between; empty ones are left out. */
function page(paragraphs: readonly (readonly string[])[]): string {
  return `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}
