import type { Expression } from "./ast.ts";
import { ExpressionError } from "./failure.ts";
import { type Token, tokensOf } from "./lexer.ts";
import { isInteger } from "./literals.ts";
import { expandGlobal, expandMethod } from "./macros.ts";

/** Names that no variable or function has. */
const reserved = new Set(
  "as break const continue else for function if import in let loop package namespace return var void while".split(" "),
);

/** How deep expressions may lie in each other, as in Envoy's parser. */
const deepest = 250;
const longest = 100_000;

const relations = new Set(["==", "!=", "<", "<=", ">", ">=", "in"]);

/**
 * Reads an expression of CEL. Throws {@link ExpressionError}.
 *
 * @param envoyMinor The release that is imitated: 40 for Envoy 1.40, the first in which a name may stand between backticks or
 * behind a dot of its own.
 */
export function parse(source: string, envoyMinor: number): Expression {
  if (source.length > longest) throw new ExpressionError("too long");
  return new Parser(tokensOf(source, envoyMinor >= 40), envoyMinor >= 40).whole();
}

/**
 * The grammar of CEL, with a method for each rule.
 *
 * Source: https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax
 */
class Parser {
  private readonly tokens: Token[];
  /** Whether a dot before a name means nothing; else it is part of the name. */
  private readonly ignoresFirstDot: boolean;
  private at = 0;
  private depth = 0;

  constructor(tokens: Token[], ignoresFirstDot: boolean) {
    this.tokens = tokens;
    this.ignoresFirstDot = ignoresFirstDot;
  }

  whole(): Expression {
    const expression = this.expression();
    if (this.next.kind !== "end") throw this.unexpected();
    return expression;
  }

  private expression(): Expression {
    this.depth += 1;
    if (this.depth > deepest) throw new ExpressionError("too deep");
    const condition = this.or();
    if (!this.take("?")) {
      this.depth -= 1;
      return condition;
    }
    const yes = this.or();
    this.expect(":");
    const no = this.expression();
    this.depth -= 1;
    return { kind: "conditional", condition, yes, no };
  }

  private or(): Expression {
    let left = this.and();
    while (this.take("||")) left = { kind: "or", left, right: this.and() };
    return left;
  }

  private and(): Expression {
    let left = this.relation();
    while (this.take("&&")) left = { kind: "and", left, right: this.relation() };
    return left;
  }

  private relation(): Expression {
    let left = this.sum();
    while ((this.next.kind === "sign" || this.next.kind === "name") && relations.has(this.next.text)) {
      const name = this.step().text;
      left = call(name, left, this.sum());
    }
    return left;
  }

  private sum(): Expression {
    let left = this.product();
    for (let name = this.takeOne("+", "-"); name; name = this.takeOne("+", "-"))
      left = call(name, left, this.product());
    return left;
  }

  private product(): Expression {
    let left = this.unary();
    for (let name = this.takeOne("*", "/", "%"); name; name = this.takeOne("*", "/", "%")) {
      left = call(name, left, this.unary());
    }
    return left;
  }

  /** Several `!`, or several `-`; two of them cancel each other out. */
  private unary(): Expression {
    const name = this.isSign("!") ? "!" : "-";
    let count = 0;
    while (this.isSign(name) && !this.isNegativeNumber()) {
      this.step();
      count += 1;
    }
    const operand = this.member();
    return count % 2 === 0 ? operand : call(`${name}_`, operand);
  }

  private member(): Expression {
    let operand = this.primary();
    for (;;) {
      if (this.take(".")) operand = this.afterDot(operand);
      else if (this.take("[")) operand = { kind: "index", operand, index: this.closed("]") };
      else if (this.isSign("{") && nameOf(operand) !== undefined) operand = this.message(nameOf(operand) ?? "");
      else return operand;
    }
  }

  private afterDot(operand: Expression): Expression {
    const { kind, text } = this.step();
    if ((kind !== "name" && kind !== "quoted") || text === "in") throw this.unexpected();
    if (kind === "quoted" || !this.take("(")) return { kind: "select", operand, field: text };
    const args = this.items(")", false);
    return expandMethod(text, operand, args) ?? { kind: "call", name: text, isMethod: true, args: [operand, ...args] };
  }

  private primary(): Expression {
    if (this.take("(")) return this.closed(")");
    if (this.take("[")) return { kind: "list", items: this.items("]", true) };
    if (this.take("{")) return { kind: "map", entries: this.entries(() => this.expression()) };
    if (this.isSign("-")) return this.negativeNumber();
    const fromRoot = this.take(".");
    const token = this.step();
    if (token.kind === "constant" && !fromRoot) return constant(token);
    if (token.kind !== "name" || reserved.has(token.text)) throw this.unexpected();
    if (!this.take("(")) {
      return { kind: "identifier", name: fromRoot && !this.ignoresFirstDot ? `.${token.text}` : token.text };
    }
    const args = this.items(")", false);
    return expandGlobal(token.text, args) ?? { kind: "call", name: token.text, isMethod: false, args };
  }

  private isNegativeNumber(): boolean {
    const following = this.tokens[this.at + 1];
    return this.isSign("-") && (typeof following?.value === "number" || following?.negative !== undefined);
  }

  private negativeNumber(): Expression {
    if (!this.isNegativeNumber()) throw this.unexpected();
    this.step();
    const { negative, value } = this.step();
    return { kind: "constant", value: negative ?? -(value as number) };
  }

  private message(type: string): Expression {
    this.expect("{");
    const fields = this.entries(() => this.fieldName());
    return { kind: "message", type, fields };
  }

  private fieldName(): string {
    const { kind, text } = this.step();
    if (kind !== "name" && kind !== "quoted") throw this.unexpected();
    return text;
  }

  /** What stands between braces: `key: value`, with a comma also behind the last one, or alone. */
  private entries<Key>(key: () => Key): [key: Key, value: Expression][] {
    const entries: [Key, Expression][] = [];
    while (!this.isSign("}") && !this.isSign(",")) {
      const one = key();
      this.expect(":");
      entries.push([one, this.expression()]);
      if (!this.isSign("}")) this.expect(",");
      else break;
    }
    if (entries.length === 0) this.take(",");
    this.expect("}");
    return entries;
  }

  /** Expressions with commas between them; in lists also one behind the last, or alone. */
  private items(end: string, lastComma: boolean): Expression[] {
    const items: Expression[] = [];
    if (this.take(end)) return items;
    if (lastComma && this.take(",")) {
      this.expect(end);
      return items;
    }
    do {
      if (lastComma && this.isSign(end)) break;
      items.push(this.expression());
    } while (this.take(","));
    this.expect(end);
    return items;
  }

  private closed(end: string): Expression {
    const inner = this.expression();
    this.expect(end);
    return inner;
  }

  private get next(): Token {
    return this.tokens[this.at] as Token;
  }

  private step(): Token {
    const token = this.next;
    if (token.kind === "end") throw this.unexpected();
    this.at += 1;
    return token;
  }

  private isSign(text: string): boolean {
    return this.next.kind === "sign" && this.next.text === text;
  }

  private take(text: string): boolean {
    if (!this.isSign(text)) return false;
    this.at += 1;
    return true;
  }

  private takeOne(...texts: string[]): string | undefined {
    return texts.find((text) => this.take(text));
  }

  private expect(text: string): void {
    if (!this.take(text)) throw this.unexpected();
  }

  private unexpected(): ExpressionError {
    return new ExpressionError(`unexpected ${this.next.text || "end"}`);
  }
}

function call(name: string, ...args: Expression[]): Expression {
  return { kind: "call", name, isMethod: false, args };
}

function constant({ value, text }: Token): Expression {
  if (value === undefined || (typeof value === "bigint" && !isInteger(value))) {
    throw new ExpressionError(`too large: ${text}`);
  }
  return { kind: "constant", value };
}

/** `a.b.c`, without a dot before it; `undefined` for what is no such name. */
function nameOf(expression: Expression): string | undefined {
  if (expression.kind === "identifier") return expression.name.replace(/^\./, "");
  if (expression.kind !== "select") return undefined;
  const before = nameOf(expression.operand);
  return before && `${before}.${expression.field}`;
}
