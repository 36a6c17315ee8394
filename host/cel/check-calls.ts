import { messageTypeOf } from "../protobuf/known-messages.ts";
import type { Expression } from "./ast.ts";
import { ExpressionError } from "./failure.ts";
import { findFunction } from "./functions.ts";

/** Throws {@link ExpressionError} where an expression calls what is no function, or makes what is no message. */
export function checkCalls(expression: Expression, envoyMinor: number): void {
  if (expression.kind === "call") checkCall(expression, envoyMinor);
  if (expression.kind === "message") checkMessage(expression.type, expression.fields);
  for (const part of partsOf(expression)) checkCalls(part, envoyMinor);
}

function checkCall({ name, isMethod, args }: Expression & { kind: "call" }, envoyMinor: number): void {
  if (findFunction(name, isMethod, args.length, envoyMinor)) return;
  throw new ExpressionError(`no function ${name} of ${args.length} arguments`);
}

function checkMessage(name: string, fields: readonly (readonly [name: string, value: Expression])[]): void {
  const type = messageTypeOf(name);
  if (!type) throw new ExpressionError(`no message ${name}`);
  for (const [field] of fields) {
    if (!type.fields.some((one) => one.name === field)) throw new ExpressionError(`no field ${field} in ${name}`);
  }
}

function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case "constant":
    case "identifier":
      return [];
    case "select":
    case "has":
      return [expression.operand];
    case "index":
      return [expression.operand, expression.index];
    case "call":
      return expression.args;
    case "and":
    case "or":
      return [expression.left, expression.right];
    case "conditional":
      return [expression.condition, expression.yes, expression.no];
    case "list":
      return expression.items;
    case "map":
      return expression.entries.flat();
    case "message":
      return expression.fields.map(([, value]) => value);
    case "comprehension":
      return [expression.range, expression.predicate, expression.transform].filter((part) => part !== undefined);
  }
}
