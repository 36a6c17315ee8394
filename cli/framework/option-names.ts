import type { OptionDefinition } from "./command.ts";

/** `outDir` as the long name of an option: `out-dir`. */
export function longName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The option as a help text shows it: `-o, --out-dir DIR`, `--[no-]names`. */
export function optionTerm(key: string, option: OptionDefinition): string {
  const short = option.short ? `-${option.short}, ` : "";
  if (option.kind === "switch") return `${short}--[no-]${longName(key)}`;
  const value = "placeholder" in option ? ` ${option.placeholder}` : "";
  return `${short}--${longName(key)}${value}`;
}

/** Every long form that the parser takes for an option, with dashes. */
export function longForms(key: string, option: OptionDefinition): string[] {
  const name = longName(key);
  return option.kind === "switch" ? [`--${name}`, `--no-${name}`] : [`--${name}`];
}
