import { Command, type CommanderError, Option } from "commander";
import { type Context, MeshWasmError, nearest } from "../../core/index.ts";
import type { AnyCommand, ArgumentsOf, OptionDefinition, OptionDefinitions } from "./command.ts";
import { globalOptions } from "./global-options.ts";
import { longForms, longName } from "./option-names.ts";
import { type CommandGroup, commandsOf, type Registry, topLevel } from "./registry.ts";
import { argumentValues, missingValue, optionValues } from "./values.ts";

/** The values of the options that every command takes. */
export type GlobalValues = Omit<ArgumentsOf<Record<never, never>, typeof globalOptions>, "rest">;

/** What the command line asks for. */
export type Request =
  | { kind: "command"; command: AnyCommand; args: Record<string, unknown>; globals: GlobalValues }
  | { kind: "help"; topic: AnyCommand | CommandGroup | undefined }
  | { kind: "version" };

/** A mistake on the command line, and the command that it was made with. */
export class UsageFault extends Error {
  readonly error: MeshWasmError;
  readonly commandName: string;

  constructor(error: MeshWasmError, commandName: string) {
    super(error.message);
    this.error = error;
    this.commandName = commandName;
  }
}

/** Where commander stopped before a command was reached, and at which of its commands. */
class ParserStop extends Error {
  readonly reason: CommanderError;
  readonly at: string;

  constructor(reason: CommanderError, at: string) {
    super(reason.message);
    this.reason = reason;
    this.at = at;
  }
}

/**
 * Reads the words of a command line against the registry.
 *
 * @throws UsageFault for a command, option or value that there is not (MW0101 to MW0106)
 */
export function parseCommandLine(argv: readonly string[], registry: Registry, env: Context["env"]): Request {
  const split = argv.indexOf("--");
  const words = split < 0 ? argv : argv.slice(0, split);
  const rest = split < 0 ? [] : argv.slice(split + 1);
  let request: Request | undefined;

  const program = parserFor("", globalOptions);
  for (const entry of topLevel(registry)) {
    // Nobody gets to a command whose name is not on the line, and parsers of all take longer to make than most requests. A group
    // stays: a program without any command takes every word for an argument
    if ("run" in entry) {
      if (!isNamed(entry, words)) continue;
      addCommand(program, entry, [program], (found) => {
        request = found;
      });
      continue;
    }
    const group = parserFor(entry.name, globalOptions).aliases([...(entry.aliases ?? [])]);
    program.addCommand(group);
    if (!isNamed(entry, words)) continue;
    for (const command of commandsOf(registry, entry.name)) {
      addCommand(group, command, [program, group], (found) => {
        request = found;
      });
    }
  }

  function addCommand(
    parent: Command,
    command: AnyCommand,
    above: readonly Command[],
    found: (request: Request) => void,
  ): void {
    const aliases = [...(command.aliases ?? [])];
    const parser = parserFor(command.name, { ...globalOptions, ...command.options });
    parser.aliases(aliases).argument("[words...]");
    parser.action(() => {
      const raw = [...above, parser].map((level) => level.opts());
      if (raw.some((level) => level["version"])) return found({ kind: "version" });
      found(asUsage(command.name, () => requestFor(command, parser.args, rest, raw, env)));
    });
    parent.addCommand(parser);
  }

  try {
    program.parse([...words], { from: "user" });
  } catch (error) {
    if (!(error instanceof ParserStop)) throw error;
    if (error.reason.code === "commander.helpDisplayed" || error.reason.code === "commander.help") {
      if (program.opts()["version"]) return { kind: "version" };
      return { kind: "help", topic: topicOf(registry, error.at) };
    }
    throw new UsageFault(explainStop(error, registry), error.at);
  }
  return request ?? { kind: "help", topic: undefined };
}

function parserFor(name: string, options: OptionDefinitions): Command {
  const parser = new Command(lastWord(name));
  parser
    .option("-V, --version")
    .enablePositionalOptions()
    .showSuggestionAfterError(false)
    .configureOutput({ writeOut() {}, writeErr() {} })
    .exitOverride((reason) => {
      throw new ParserStop(reason, name);
    });
  for (const [key, definition] of Object.entries(options)) addOption(parser, key, definition);
  return parser;
}

function isNamed({ name, aliases = [] }: AnyCommand | CommandGroup, words: readonly string[]): boolean {
  return [lastWord(name), ...aliases].some((word) => words.includes(word));
}

/** What of a command's name the line has behind its group. */
function lastWord(name: string): string {
  return name.split(" ").at(-1) ?? "";
}

function addOption(parser: Command, key: string, definition: OptionDefinition): void {
  const short = definition.short ? `-${definition.short}, ` : "";
  const long = `--${longName(key)}`;
  if (definition.kind === "switch") {
    parser.addOption(new Option(`${short}${long}`)).addOption(new Option(`--no-${longName(key)}`));
    return;
  }
  const option = new Option(
    "placeholder" in definition ? `${short}${long} <${definition.placeholder}>` : `${short}${long}`,
  );
  if (definition.kind === "count") option.argParser((_, before: number | undefined) => (before ?? 0) + 1);
  if (definition.kind === "list") option.argParser((value, before: string[] | undefined) => [...(before ?? []), value]);
  // Commander reads "--no-x" as "set x to false" and gives x a default of true, which hides whether it was typed.
  if (option.negate) {
    parser.addOption(option);
    parser.setOptionValue(option.attributeName(), undefined);
    return;
  }
  parser.addOption(option);
}

function asUsage<T>(commandName: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof MeshWasmError) throw new UsageFault(error, commandName);
    throw error;
  }
}

function requestFor(
  command: AnyCommand,
  words: readonly string[],
  rest: readonly string[],
  levels: readonly Record<string, unknown>[],
  env: Context["env"],
): Request {
  if (rest.length > 0 && !command.rest) {
    throw new MeshWasmError("MW0104", `${command.name} takes nothing after "--"`, {
      hint: `remove "-- ${rest.join(" ")}"`,
    });
  }
  const raw = mergeLevels(levels);
  const globals = optionValues(raw, globalOptions, env) as GlobalValues;
  const args = {
    ...argumentValues(words, command.arguments ?? {}),
    ...optionValues(raw, command.options ?? {}, env),
    rest: [...rest],
  };
  return { kind: "command", command, args, globals };
}

function mergeLevels(levels: readonly Record<string, unknown>[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const level of levels) {
    for (const [key, value] of Object.entries(level)) {
      if (value === undefined) continue;
      if (key === "input") merged["noInput"] = true;
      else if (key === "verbose") merged[key] = Number(merged[key] ?? 0) + Number(value);
      else merged[key] = value;
    }
  }
  return merged;
}

function topicOf(registry: Registry, name: string): AnyCommand | CommandGroup | undefined {
  return (
    registry.commands.find((command) => command.name === name) ?? registry.groups.find((group) => group.name === name)
  );
}

function explainStop({ reason, at }: ParserStop, registry: Registry): MeshWasmError {
  const quoted = /'([^']*)'/.exec(reason.message)?.[1] ?? "";
  const command = registry.commands.find(({ name }) => name === at);
  const options: OptionDefinitions = { ...globalOptions, ...command?.options };
  switch (reason.code) {
    case "commander.unknownCommand":
      return unknownCommand(quoted, at, registry);
    case "commander.unknownOption": {
      const known = Object.entries(options).flatMap(([key, option]) => longForms(key, option));
      const meant = nearest(quoted, [...known, "--help", "--version"]);
      const help = `mesh-wasm ${at ? `${at} ` : ""}--help`;
      return new MeshWasmError("MW0102", `${at || "mesh-wasm"} has no option ${quoted}`, {
        hint: meant ? `did you mean ${meant}? see ${help}` : `see ${help}`,
      });
    }
    case "commander.optionMissingArgument": {
      const entry = Object.entries(options).find(([key]) => quoted.includes(`--${longName(key)} `));
      if (entry) return missingValue(...entry);
    }
  }
  return new MeshWasmError("MW0105", reason.message.replace(/^error: /, ""));
}

function unknownCommand(word: string, group: string, registry: Registry): MeshWasmError {
  const prefix = group ? `mesh-wasm ${group}` : "mesh-wasm";
  return new MeshWasmError("MW0101", `${prefix} has no command "${word}"`, {
    hint: meantInstead(word, group, prefix, registry),
  });
}

function meantInstead(word: string, group: string, prefix: string, registry: Registry): string {
  const known = group ? undefined : registry.commands.find(({ knownAs }) => knownAs?.includes(word));
  if (known) return `did you mean mesh-wasm ${known.name}?`;
  const siblings = group ? commandsOf(registry, group) : topLevel(registry);
  const names = siblings.map(({ name }) => lastWord(name));
  const meant = nearest(word, names);
  if (meant) return `did you mean ${prefix} ${meant}?`;
  if (names.length === 1) return `did you mean ${prefix} ${names[0]} ${word}?`;
  return `see ${prefix} --help for the commands`;
}
