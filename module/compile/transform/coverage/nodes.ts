import type { Asc, Expression, Node, Range, Statement } from "../../asc-types.ts";

/** Name of the function that counts. */
export const coverFunction = "__mesh_cover";

/** `__mesh_cover(counter)`, in the place of what it counts: the compiler wants each node to be in a source. */
function coverCall(asc: Asc, counter: number, range: Range): Expression {
  const name = asc.Node.createIdentifierExpression(coverFunction, range);
  const index = asc.Node.createIntegerLiteralExpression(asc.integer(counter), range);
  return asc.Node.createCallExpression(name, null, [index], range);
}

/** `__mesh_cover(counter);` before what begins at the range. */
export function coverStatement(asc: Asc, counter: number, range: Range): Statement {
  return asc.Node.createExpressionStatement(coverCall(asc, counter, range));
}

/** `(__mesh_cover(counter), expression)` */
export function coverExpression(asc: Asc, counters: readonly number[], expression: Expression): Expression {
  const calls = counters.map((counter) => coverCall(asc, counter, expression.range));
  return asc.Node.createCommaExpression([...calls, expression], expression.range);
}

/** A statement as a block that may be added to. */
export function asBlock(asc: Asc, statement: Statement): Statement & { statements: Statement[] } {
  if (statement.kind === asc.NodeKind["Block"]) return statement as Statement & { statements: Statement[] };
  const statements = statement.kind === asc.NodeKind["Empty"] ? [] : [statement];
  return asc.Node.createBlockStatement(statements, statement.range);
}

/** What is in the parentheses around an expression, if there are any. */
export function withoutParentheses(asc: Asc, expression: Expression): Expression {
  let at = expression;
  while (at.kind === asc.NodeKind["Parenthesized"]) at = (at as Node & { expression: Expression }).expression;
  return at;
}
