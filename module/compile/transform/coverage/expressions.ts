import type { Asc, Expression, FunctionDeclaration, Node } from "../../asc-types.ts";
import { childrenOf } from "../walk.ts";
import { isCompileTime } from "./compile-time.ts";
import type { BranchDraft, FileDraft } from "./draft.ts";
import { coverExpression, withoutParentheses } from "./nodes.ts";

/** What expressions are looked through for. */
export interface Scope {
  asc: Asc;
  draft: FileDraft;
  /** Whether `&&` and `||` are counted. */
  logical: boolean;
  /** Called for each function expression. */
  onFunction(declaration: FunctionDeclaration): void;
}

interface FunctionExpression extends Expression {
  declaration: FunctionDeclaration;
}

interface Ternary extends Expression {
  condition: Expression;
  ifThen: Expression;
  ifElse: Expression;
}

interface Binary extends Expression {
  operator: number;
  left: Expression;
  right: Expression;
}

/**
 * Counts the ways through an expression.
 *
 * @param counter of what the expression is evaluated in. It stands for the first operand of `a && b`, too: that one cannot be
 * counted itself, because the compiler looks at it closely (is it known already, does it say that something is not null).
 */
export function coverBranches(scope: Scope, node: Node, counter: number): void {
  const { asc } = scope;
  if (isFunction(asc, node)) scope.onFunction(node.declaration);
  else if (isTernary(asc, node)) coverTernary(scope, node, counter);
  else if (scope.logical && isLogical(asc, node) && !isCompileTime(asc, node)) {
    coverOperand(scope, scope.draft.branch("binary-expr", node.range), node, counter);
  } else for (const child of childrenOf(node)) coverBranches(scope, child, counter);
}

/** Looks for function expressions alone: what is around them stays as it is. */
export function coverFunctions(scope: Pick<Scope, "asc" | "onFunction">, node: Node): void {
  if (isFunction(scope.asc, node)) scope.onFunction(node.declaration);
  else for (const child of childrenOf(node)) coverFunctions(scope, child);
}

function coverTernary(scope: Scope, node: Ternary, counter: number): void {
  const branch = scope.draft.branch("cond-expr", node.range);
  coverBranches(scope, node.condition, counter);
  for (const way of ["ifThen", "ifElse"] as const) {
    const own = scope.draft.newCounter();
    branch.arm(node[way].range, own);
    coverBranches(scope, node[way], own);
    node[way] = coverExpression(scope.asc, [own], node[way]);
  }
}

/** All operands of a chain of `&&` and `||` are the ways of one branch, as istanbul has it. */
function coverOperand(scope: Scope, branch: BranchDraft, operand: Expression, counter: number): void {
  const { asc, draft } = scope;
  const inner = withoutParentheses(asc, operand);
  if (!isLogical(asc, inner)) {
    branch.arm(operand.range, counter);
    coverBranches(scope, operand, counter);
    return;
  }
  coverOperand(scope, branch, inner.left, counter);
  const own = draft.newCounter();
  coverOperand(scope, branch, inner.right, own);
  inner.right = coverExpression(asc, [own], inner.right);
}

function isFunction(asc: Asc, node: Node): node is FunctionExpression {
  return node.kind === asc.NodeKind["Function"];
}

function isTernary(asc: Asc, node: Node): node is Ternary {
  return node.kind === asc.NodeKind["Ternary"];
}

function isLogical(asc: Asc, node: Node): node is Binary {
  if (node.kind !== asc.NodeKind["Binary"]) return false;
  const { operator } = node as Binary;
  return operator === asc.Token["Ampersand_Ampersand"] || operator === asc.Token["Bar_Bar"];
}
