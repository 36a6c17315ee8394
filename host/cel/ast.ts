import type { Value } from "../attributes/value.ts";

/** An expression as the parser gives it. */
export type Expression =
  | { kind: "constant"; value: Value }
  | { kind: "identifier"; name: string }
  | { kind: "select"; operand: Expression; field: string }
  /** `has(operand.field)` */
  | { kind: "has"; operand: Expression; field: string }
  | { kind: "index"; operand: Expression; index: Expression }
  /** A function or an operator. Of a method, the first argument stands before the dot. */
  | { kind: "call"; name: string; isMethod: boolean; args: Expression[] }
  | { kind: "and" | "or"; left: Expression; right: Expression }
  | { kind: "conditional"; condition: Expression; yes: Expression; no: Expression }
  | { kind: "list"; items: Expression[] }
  | { kind: "map"; entries: [key: Expression, value: Expression][] }
  | { kind: "message"; type: string; fields: [name: string, value: Expression][] }
  | Comprehension;

/** A macro that goes through a list or the keys of a map. */
export interface Comprehension {
  kind: "comprehension";
  macro: "all" | "exists" | "exists_one" | "map" | "filter";
  range: Expression;
  /** The name of each item. */
  variable: string;
  /** What is asked of each item; of `map` optional. */
  predicate: Expression | undefined;
  /** Of `map`: what each item becomes. */
  transform: Expression | undefined;
}
