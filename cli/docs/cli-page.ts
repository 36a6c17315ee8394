import type { AnyCommand } from "../framework/command.ts";
import { argumentRows, exitStatuses, globalRows, type HelpRow, optionRows, usageOf } from "../framework/help.ts";
import type { Registry } from "../framework/registry.ts";

/** The page docs/cli.md: every command, derived from the registry. */
export function cliPage(registry: Registry): string {
  return sections(
    "# Command line",
    "Made from the commands themselves; `npx vitest run cli/docs -u` writes it anew.",
    [
      "Results go to stdout; steps, warnings and hints to stderr. With `--json` stdout is exactly one JSON document:",
      "`{ schemaVersion, command, ok, data?, error?, warnings, durationMs }`, where `error` is",
      "`{ code, title, message, details, hint, docs, location? }`. A command that stays, such as `run`, prints it when it is ready.",
    ].join("\n"),
    "An option goes before the environment, that before the configuration file, that before the default.",
    list(
      registry.commands.map(({ name, summary }) => `[${name}](#mesh-wasm-${name.replaceAll(" ", "-")}): ${summary}`),
    ),
    "## Options of every command",
    rows("option", "meaning", globalRows().map(codeFirst)),
    "## Exit status",
    rows(
      "status",
      "meaning",
      exitStatuses.map(([status, text]) => [String(status), text]),
    ),
    ...registry.commands.map(commandSection),
  );
}

function commandSection(command: AnyCommand): string {
  const aliases = command.aliases ?? [];
  return sections(
    `## mesh-wasm ${command.name}`,
    command.description,
    ["```sh", usageOf(command), "```"].join("\n"),
    aliases.length > 0 ? `Alias: ${aliases.map((alias) => `\`${alias}\``).join(", ")}` : "",
    command.arguments ? rows("argument", "meaning", argumentRows(command).map(codeFirst)) : "",
    command.options ? rows("option", "meaning", optionRows(command.options).map(codeFirst)) : "",
    ["```sh", ...command.examples.flatMap(({ title, command: line }) => [`# ${title}`, line]), "```"].join("\n"),
  );
}

function codeFirst([term, text]: HelpRow): HelpRow {
  return [`\`${term}\``, text];
}

/** A table with its columns padded, as the formatter of the project wants it. */
function rows(left: string, right: string, entries: readonly HelpRow[]): string {
  const cells = [[left, right], ...entries].map(([term = "", text = ""]) => [cell(term), cell(text)] as const);
  const [leftWidth, rightWidth] = [0, 1].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = ([term, text]: readonly [string, string]) =>
    `| ${term.padEnd(leftWidth ?? 0)} | ${text.padEnd(rightWidth ?? 0)} |`;
  const [head, ...body] = cells.map(line);
  return [head, line(["-".repeat(leftWidth ?? 0), "-".repeat(rightWidth ?? 0)]), ...body].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function sections(...parts: readonly string[]): string {
  return `${parts
    .map((part) => part.trimEnd())
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}
