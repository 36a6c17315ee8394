import type { Value } from "../attributes/value.ts";

/**
 * What an expression has instead of a value where it fails. `&&` and `||` may still make a value of it, so it is handed on like
 * one.
 */
export class Failure {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

export type Outcome = Value | Failure;

/** Says that a function or operator is not for values of these types. */
export const noOverload = new Failure("no matching overload");

/** Thrown for a text that is no expression, or that no expression can be made of. */
export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
}
