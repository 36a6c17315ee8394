import type { MeshWasmError } from "../../core/index.ts";
import type { CommandContext } from "./context.ts";

/** A word on the command line that is not an option: `<name>`, `[filter]` or `[wasm…]`. */
export interface ArgumentDefinition {
  description: string;
  /** Missing it is an error (MW0103). */
  required?: boolean;
  /** Takes all the words that follow; only the last argument can. */
  variadic?: boolean;
  /** The words allowed, for the error, the help and completion. */
  choices?: readonly string[];
  /** What completion offers where `choices` does not say it. */
  complete?: Completable;
}

/** What a shell can offer for a value: files, or a list of words. */
export type Completable = "files" | readonly string[];

interface OptionCommon {
  description: string;
  /** One letter, without the dash. */
  short?: string;
}

/** `--watch`: true when given. */
export interface FlagOption extends OptionCommon {
  kind: "flag";
}

/** `--names`, `--no-names`: true, false, or undefined when neither is given. */
export interface SwitchOption extends OptionCommon {
  kind: "switch";
  /** Which of the two holds when neither is given; only for the help. */
  defaultText: string;
}

/** `-v`, `-vv`: how often it was given. */
export interface CountOption extends OptionCommon {
  kind: "count";
}

interface ValueCommon extends OptionCommon {
  /** What stands for the value in the help: `DIR`, `URL`. */
  placeholder: string;
  /** The environment variable read when the option is not given; starts with `MESH_WASM_`. */
  env?: `MESH_WASM_${string}`;
  /** What holds when nothing gives a value, in words; for the help. A `default` needs none. */
  defaultText?: string;
}

/** `--dir DIR`: any text. */
export interface TextOption extends ValueCommon {
  kind: "text";
  default?: string;
  complete?: Completable;
}

/** `--annotation KEY=VALUE`: any text, as often as it is given. */
export interface ListOption extends OptionCommon {
  kind: "list";
  /** What stands for a value in the help. */
  placeholder: string;
  complete?: Completable;
}

/** `--port N`: a whole number within bounds. */
export interface NumberOption extends ValueCommon {
  kind: "number";
  minimum: number;
  maximum: number;
  default?: number;
}

/** `--mode release|debug`: one of a few words. */
export interface ChoiceOption extends ValueCommon {
  kind: "choice";
  choices: readonly string[];
  default?: string;
}

/** An option of a command. Its key in camel case gives the long name: `outDir` is `--out-dir`. */
export type OptionDefinition =
  | FlagOption
  | SwitchOption
  | CountOption
  | TextOption
  | ListOption
  | NumberOption
  | ChoiceOption;

type ArgumentValue<A> = A extends { variadic: true }
  ? string[]
  : A extends { required: true }
    ? Word<A>
    : Word<A> | undefined;

type Word<A> = A extends { choices: readonly (infer C)[] } ? C : string;

type GivenValue<O> = O extends { kind: "number" }
  ? number
  : O extends { kind: "choice"; choices: readonly (infer C)[] }
    ? C
    : string;

type OptionValue<O> = O extends { kind: "flag" }
  ? boolean
  : O extends { kind: "switch" }
    ? boolean | undefined
    : O extends { kind: "count" }
      ? number
      : O extends { kind: "list" }
        ? string[]
        : O extends { default: string | number }
          ? GivenValue<O>
          : GivenValue<O> | undefined;

/** What a command's `run` is called with: arguments and options by name, and the words after `--`. */
export type ArgumentsOf<A, O> = { [K in keyof A]: ArgumentValue<A[K]> } & { [K in keyof O]: OptionValue<O[K]> } & {
  /** The words after `--`, where the command takes them. */
  rest: string[];
};

/** How to use the command for one purpose. */
export interface Example {
  /** What it does, without a full stop. */
  title: string;
  /** The whole line to type. */
  command: string;
}

/** What a command gives back. */
export interface Outcome<R> {
  /** The result: rendered for people, or the `data` of the JSON document. Plain JSON data. */
  result: R;
  /** Set where the command did its work and the answer is bad: printed after the result, and gives the exit status. */
  failure?: MeshWasmError | undefined;
  /** Where the command goes on after its result is printed, until it is stopped: awaited by the framework. */
  stay?: () => Promise<void>;
}

/** A command as data: parser, help, completion, documentation and tests are derived from it. */
export interface CommandDefinition<A, O, R> {
  /** The words that call it: `build`, `envoy list`. */
  name: string;
  aliases?: readonly string[];
  /** Words that other tools have for it: they call nothing here, but the error names this command. */
  knownAs?: readonly string[];
  /** One line without a full stop, for lists of commands. */
  summary: string;
  /** Whole sentences on what it does, for its own help. */
  description: string;
  arguments?: A;
  options?: O;
  /** What the words after `--` are, for a command that takes them: `asc flags`. */
  rest?: string;
  /** Two at least. */
  examples: readonly Example[];
  /** Does the work; shows nothing on stdout itself. Heavy modules are imported inside. */
  run(ctx: CommandContext, args: ArgumentsOf<A, O>): Promise<Outcome<R>>;
  /** The result as text for stdout, ending in a newline (or empty). */
  render(result: R, ctx: CommandContext): string;
}

/** A command whose types of arguments and result are forgotten, as the registry holds it. */
// biome-ignore lint/suspicious/noExplicitAny: each command checks its own types; the registry calls all of them alike
export type AnyCommand = CommandDefinition<any, any, any>;

/** Arguments by name. */
export type ArgumentDefinitions = Readonly<Record<string, ArgumentDefinition>>;

/** Options by name in camel case. */
export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

/**
 * Defines a command; infers the types of `run`'s arguments from the definitions.
 *
 * @example
 * export const which = defineCommand({
 *   name: "envoy which",
 *   summary: "Print the path of the Envoy that is used",
 *   description: "Prints where the Envoy is that run and validate would start.",
 *   examples: [{ title: "Ask it for its version", command: "$(mesh-wasm envoy which) --version" }],
 *   async run(ctx) { return { result: await findEnvoy(ctx) }; },
 *   render: (binary) => `${binary.path}\n`,
 * });
 */
export function defineCommand<
  R,
  const A extends ArgumentDefinitions = Record<never, never>,
  const O extends OptionDefinitions = Record<never, never>,
>(definition: CommandDefinition<A, O, R>): CommandDefinition<A, O, R> {
  return definition;
}
