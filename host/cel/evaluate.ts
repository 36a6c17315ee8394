import { findValue } from "../attributes/find-value.ts";
import type { PropertyContext } from "../attributes/property-context.ts";
import { MapValue, type Value } from "../attributes/value.ts";
import { fromText } from "../bytes.ts";
import type { Comprehension, Expression } from "./ast.ts";
import { construct } from "./construct.ts";
import { Failure, noOverload, type Outcome } from "./failure.ts";
import { findFunction } from "./functions.ts";
import { LiteralMap } from "./literal-map.ts";
import { has, index, select } from "./lookup.ts";
import { namedTypes } from "./types.ts";

/** Where an expression is evaluated. */
export interface Scope {
  readonly context: PropertyContext;
  /** The innermost variable of a macro. */
  readonly variable?: Variable | undefined;
}

interface Variable {
  readonly name: string;
  readonly value: Value;
  readonly outer: Variable | undefined;
}

const badKey = new Failure("malformed or double map key");

/** The value of an expression that {@link checkCalls} has passed. */
export function evaluate(expression: Expression, scope: Scope): Outcome {
  switch (expression.kind) {
    case "constant":
      return expression.value;
    case "identifier":
      return variable(expression.name, scope);
    case "select":
      return withOne(evaluate(expression.operand, scope), (operand) => select(operand, fromText(expression.field)));
    case "has":
      return withOne(evaluate(expression.operand, scope), (operand) => has(operand, fromText(expression.field)));
    case "index":
      return withAll([expression.operand, expression.index], scope, (operand, key) =>
        index(operand as Value, key as Value),
      );
    case "call":
      return call(expression, scope);
    case "and":
      return logical(expression, scope, false);
    case "or":
      return logical(expression, scope, true);
    case "conditional":
      return withOne(evaluate(expression.condition, scope), (condition) => {
        if (typeof condition !== "boolean") return noOverload;
        return evaluate(condition ? expression.yes : expression.no, scope);
      });
    case "list":
      return withAll(expression.items, scope, (...items) => items);
    case "map":
      return literalMap(expression.entries, scope);
    case "message":
      return withAll(
        expression.fields.map(([, value]) => value),
        scope,
        (...values) =>
          construct(
            expression.type,
            expression.fields.map(([name], at) => [name, values[at] as Value]),
          ),
      );
    case "comprehension":
      return withOne(evaluate(expression.range, scope), (range) => comprehend(expression, range, scope));
  }
}

function variable(name: string, { context, variable }: Scope): Outcome {
  const type = namedTypes.get(name);
  // Before Envoy 1.40, not even a variable of a macro may have the name of a type
  if (type && context.pluginProperties.envoyMinor < 40) return type;
  for (let inner = variable; inner; inner = inner.outer) if (inner.name === name) return inner.value;
  const value = type ?? findValue(context, fromText(name), false);
  return value === undefined ? new Failure(`no value for ${name}`) : value;
}

function call({ name, isMethod, args }: Expression & { kind: "call" }, scope: Scope): Outcome {
  const run = findFunction(name, isMethod, args.length, scope.context.pluginProperties.envoyMinor);
  return run ? withAll(args, scope, run) : noOverload;
}

/** `&&` and `||`: one side that decides is enough, whatever the other is. */
function logical({ left, right }: Expression & { kind: "and" | "or" }, scope: Scope, deciding: boolean): Outcome {
  const first = evaluate(left, scope);
  if (first === deciding) return deciding;
  return joined(first, evaluate(right, scope), deciding);
}

function joined(first: Outcome, second: Outcome, deciding: boolean): Outcome {
  if (first === deciding || second === deciding) return deciding;
  if (first instanceof Failure) return first;
  if (second instanceof Failure) return second;
  return typeof first === "boolean" && typeof second === "boolean" ? !deciding : noOverload;
}

function literalMap(entries: [key: Expression, value: Expression][], scope: Scope): Outcome {
  return withAll(entries.flat(), scope, (...values) => {
    const map = new LiteralMap();
    for (let at = 0; at < values.length; at += 2) {
      if (!map.add(values[at] as Value, values[at + 1] as Value)) return badKey;
    }
    return map;
  });
}

function comprehend(expression: Comprehension, range: Value, scope: Scope): Outcome {
  const items = range instanceof MapValue ? (range.keys() ?? []) : range;
  if (!Array.isArray(items)) return noOverload;
  const { macro, variable: name, predicate, transform } = expression;
  const scopes = (items as readonly Value[]).map((value) => ({
    context: scope.context,
    variable: { name, value, outer: scope.variable },
  }));
  if (macro === "all" || macro === "exists") return quantify(predicate as Expression, scopes, macro === "exists");
  const kept = chosen(predicate, scopes);
  if (kept instanceof Failure) return kept;
  if (macro === "exists_one") return kept.length === 1;
  const results = kept.map((one) => (transform ? evaluate(transform, one) : one.variable.value));
  return results.find((one) => one instanceof Failure) ?? (results as Value[]);
}

/** `all` and `exists`: what `&&` or `||` between all items would give. */
function quantify(predicate: Expression, scopes: Scope[], deciding: boolean): Outcome {
  let result: Outcome = !deciding;
  for (const scope of scopes) {
    result = joined(result, evaluate(predicate, scope), deciding);
    if (result === deciding) return result;
  }
  return result;
}

/** The items that a predicate is true for, or the first failure. */
function chosen<Item extends Scope>(predicate: Expression | undefined, scopes: Item[]): Item[] | Failure {
  if (!predicate) return scopes;
  const kept: Item[] = [];
  for (const scope of scopes) {
    const outcome = evaluate(predicate, scope);
    if (typeof outcome !== "boolean") return outcome instanceof Failure ? outcome : noOverload;
    if (outcome) kept.push(scope);
  }
  return kept;
}

function withOne(outcome: Outcome, then: (value: Value) => Outcome): Outcome {
  return outcome instanceof Failure ? outcome : then(outcome);
}

/** Evaluates all, and goes on where none has failed. */
function withAll(expressions: readonly Expression[], scope: Scope, then: (...values: Value[]) => Outcome): Outcome {
  const outcomes = expressions.map((one) => evaluate(one, scope));
  return outcomes.find((one) => one instanceof Failure) ?? then(...(outcomes as Value[]));
}
