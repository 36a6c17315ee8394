import { RE2JS } from "re2js";
import { MeshWasmError } from "../../core/index.ts";

/** What an identity or its issuer must be. */
export interface Expected {
  /** For messages. */
  readonly text: string;
  matches(value: string): boolean;
}

/** Whose certificates count. */
export interface IdentityPolicy {
  readonly identity: Expected;
  readonly issuer: Expected;
}

/** The same text. */
export function exactly(text: string): Expected {
  return { text, matches: (value) => value === text };
}

/**
 * Something that a regular expression finds; in Go's syntax, and anywhere in the text, as cosign has it.
 *
 * @param option Where it comes from, for messages.
 * @throws MeshWasmError MW0105 for what is no regular expression
 */
export function like(expression: string, option: string): Expected {
  try {
    const pattern = RE2JS.compile(expression);
    return { text: `something like ${expression}`, matches: (value) => pattern.matcher(value).find() };
  } catch (error) {
    throw new MeshWasmError("MW0105", `${option} is no regular expression`, {
      details: [(error as Error).message],
      hint: "it is in the syntax of Go (RE2); ^ and $ stand for the beginning and the end",
      cause: error,
    });
  }
}
