import type { Token } from "./tokens.ts";

/** The numbers that statements name: constants, parameters of the callback, and variables. */
export class Numbers {
  /** The module's variables, in all callbacks. */
  readonly #variables: Set<string>;
  /** Local names and types of the callback's parameters. */
  readonly #params: ReadonlyMap<string, string>;

  constructor(variables: Set<string>, params: ReadonlyMap<string, string>) {
    this.#variables = variables;
    this.#params = params;
  }

  /** An expression of the given type, in WebAssembly's text format. */
  expression(token: Token, type: string, names: Readonly<Record<string, number>> = {}): string {
    const wide = this.wide(token, names);
    if (type === "i64") return wide;
    const constant = /^\(i64\.const (-?\d+)\)$/.exec(wide)?.[1];
    if (constant !== undefined) return `(i32.const ${BigInt.asIntN(32, BigInt(constant))})`;
    return `(i32.wrap_i64 ${wide})`;
  }

  /** The same as a 64-bit number. */
  wide(token: Token, names: Readonly<Record<string, number>> = {}): string {
    if (token.kind !== "word") throw new Error(`not a number: ${JSON.stringify(token)}`);
    const { text } = token;
    if (text.startsWith("$")) return this.#variable(text.slice(1));
    const named = names[text.toUpperCase()] ?? names[text];
    if (named !== undefined) return `(i64.const ${named})`;
    if (text === "max") return "(i64.const 4294967295)";
    if (!/^(-?\d+|0x[0-9a-f]+)$/.test(text)) throw new Error(`not a number: ${text}`);
    return `(i64.const ${BigInt.asIntN(64, BigInt(text))})`;
  }

  /** The global of a variable, which need not have been set before. */
  declare(name: string): string {
    this.#variables.add(name);
    return `$v_${name}`;
  }

  #variable(name: string): string {
    const param = this.#params.get(name);
    if (param) return `(i64.extend_i32_u (local.get $${param}))`;
    if (name === "status") return "(global.get $status)";
    if (name === "value_size") return "(i64.extend_i32_u (global.get $value_size))";
    return `(global.get ${this.declare(name)})`;
  }
}
