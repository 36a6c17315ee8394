import { readFileSync } from "node:fs";
import { extname, relative, resolve } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import type { CommandContext, Input } from "../framework/context.ts";

/** A plugin configuration as the plugin gets it, and as a value where it is JSON or YAML. */
export interface PluginConfiguration {
  /** What `getPluginConfiguration` gives the filter: JSON for JSON and YAML files, other files as they are. */
  text: string;
  /** Undefined for a file that is neither JSON nor YAML. */
  value: unknown;
  /** Where it came from, for messages. */
  source: string;
  /** The file that it was read from, absolute; undefined where it was none. */
  path?: string;
}

/** Where a plugin configuration can come from. */
type ReadContext = Pick<CommandContext, "cwd"> & { stdin: Pick<Input, "readAll"> };

/**
 * Reads the value of `--plugin-config` or of `configuration` in the project: a path, `-` for the standard input, JSON
 * text, or the value itself.
 *
 * @throws MeshWasmError MW1005 where it cannot be read or parsed
 */
export async function readPluginConfiguration(
  given: string | Record<string, unknown>,
  ctx: ReadContext,
): Promise<PluginConfiguration> {
  if (typeof given !== "string") {
    return { text: JSON.stringify(given), value: given, source: "the project's configuration" };
  }
  if (/^\s*[{[]/.test(given)) return parsed(given, "--plugin-config", parseJson);
  if (given === "-") return parsed(await ctx.stdin.readAll(), "the standard input", await yamlParser());
  const path = resolve(ctx.cwd, given);
  const source = relative(ctx.cwd, path);
  const text = readText(path, source);
  if (extname(path) === ".json") return { ...parsed(text, source, parseJson), path };
  if ([".yaml", ".yml"].includes(extname(path))) return { ...parsed(text, source, await yamlParser()), path };
  return { text, value: undefined, source, path };
}

type Parser = (text: string) => unknown;

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

/** YAML holds JSON as well. An empty document is an empty configuration. */
async function yamlParser(): Promise<Parser> {
  const { parse } = await import("yaml");
  return (text) => parse(text, { prettyErrors: true }) ?? {};
}

function parsed(text: string, source: string, parse: Parser): PluginConfiguration {
  try {
    const value = parse(text);
    return { text: JSON.stringify(value), value, source };
  } catch (error) {
    throw new MeshWasmError("MW1005", `${source} is no valid plugin configuration`, {
      details: [error instanceof Error ? error.message.trimEnd() : String(error)],
      cause: error,
    });
  }
}

function readText(path: string, source: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new MeshWasmError("MW1005", `the plugin configuration ${source} cannot be read`, {
      details: [(error as Error).message],
      hint: "check the path; it is taken from the folder in which the command runs",
      cause: error,
    });
  }
}
