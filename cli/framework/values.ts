import { type Context, MeshWasmError, nearest } from "../../core/index.ts";
import type { ArgumentDefinitions, OptionDefinition, OptionDefinitions } from "./command.ts";
import { longName, optionTerm } from "./option-names.ts";

/** The words after the command's name, by the names of its arguments. */
export function argumentValues(words: readonly string[], definitions: ArgumentDefinitions): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  let next = 0;
  for (const [name, definition] of Object.entries(definitions)) {
    const taken = definition.variadic ? words.slice(next) : words.slice(next, next + 1);
    next += taken.length;
    if (definition.required && taken.length === 0) throw missingArgument(name, definition.choices);
    for (const word of taken) checkChoice(word, definition.choices, `<${name}>`);
    values[name] = definition.variadic ? taken : taken[0];
  }
  const extra = words.slice(next);
  if (extra.length === 0) return values;
  throw new MeshWasmError("MW0104", `too many words: ${extra.map((word) => `"${word}"`).join(" ")}`, {
    hint: "quote a value that holds spaces, and see --help for what the command takes",
  });
}

function missingArgument(name: string, choices: readonly string[] | undefined): MeshWasmError {
  const hint = choices ? `give one of ${choices.join(", ")}` : `give <${name}>; --help shows examples`;
  return new MeshWasmError("MW0103", `<${name}> is missing`, { hint });
}

/** The values of options: from the command line, else from the environment, else the default. */
export function optionValues(
  raw: Readonly<Record<string, unknown>>,
  definitions: OptionDefinitions,
  env: Context["env"],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(definitions).map(([key, definition]) => [key, optionValue(key, definition, raw, env)]),
  );
}

function optionValue(
  key: string,
  definition: OptionDefinition,
  raw: Readonly<Record<string, unknown>>,
  env: Context["env"],
): unknown {
  switch (definition.kind) {
    case "flag":
      return key in raw;
    case "switch":
      return raw[key];
    case "count":
      return raw[key] ?? 0;
    case "list":
      return raw[key] ?? [];
    default: {
      const given = raw[key];
      if (typeof given === "string") return parse(given, definition, `--${longName(key)}`);
      const fromEnv = definition.env && env[definition.env];
      if (fromEnv) return parse(fromEnv, definition, `${definition.env}`);
      return definition.default;
    }
  }
}

function parse(text: string, definition: OptionDefinition, from: string): string | number {
  if (definition.kind === "choice") checkChoice(text, definition.choices, from);
  if (definition.kind !== "number") return text;
  const { minimum, maximum } = definition;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= minimum && value <= maximum) return value;
  throw new MeshWasmError("MW0105", `${from} does not take "${text}"`, {
    hint: `give a whole number from ${minimum} to ${maximum}`,
  });
}

function checkChoice(text: string, choices: readonly string[] | undefined, from: string): void {
  if (!choices || choices.includes(text)) return;
  const meant = nearest(text, choices);
  throw new MeshWasmError("MW0105", `${from} does not take "${text}"`, {
    hint: `${meant ? `did you mean ${meant}? ` : ""}give one of ${choices.join(", ")}`,
  });
}

/** An option given without its value, as an error. */
export function missingValue(key: string, definition: OptionDefinition): MeshWasmError {
  const hint =
    definition.kind === "choice"
      ? `give one of ${definition.choices.join(", ")}`
      : `write ${optionTerm(key, definition)}`;
  return new MeshWasmError("MW0105", `--${longName(key)} needs a value`, { hint });
}
