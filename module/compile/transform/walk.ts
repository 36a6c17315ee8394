import type {
  Asc,
  CallExpression,
  ClassDeclaration,
  Decorator,
  Identifier,
  Node,
  Parser,
  Source,
} from "../asc-types.ts";

/** The project's own sources: no package, no standard library. */
export function ownSources(parser: Parser): Source[] {
  return parser.sources.filter((source) => !source.internalPath.startsWith("~lib/"));
}

/** The classes declared at the top level of a source. */
export function classesOf(asc: Asc, source: Source): ClassDeclaration[] {
  return source.statements.filter((node): node is ClassDeclaration => node.kind === asc.NodeKind["ClassDeclaration"]);
}

/** Whether a declaration carries the decorator `@name`. */
export function hasDecorator(declaration: { decorators: Decorator[] | null }, name: string): boolean {
  return declaration.decorators?.some((decorator) => decorator.name.text === name) ?? false;
}

/** The calls that stand alone as statements at the top level of a source, such as `registerPlugin<T>("id");`. */
export function topLevelCalls(asc: Asc, source: Source): CallExpression[] {
  const calls: CallExpression[] = [];
  for (const statement of source.statements) {
    if (statement.kind !== asc.NodeKind["Expression"]) continue;
    const { expression } = statement as Node & { expression: Node };
    if (expression.kind === asc.NodeKind["Call"]) calls.push(expression as CallExpression);
  }
  return calls;
}

/** The source text of a node. */
export function textOf(node: Node): string {
  return node.range.source.text.slice(node.range.start, node.range.end);
}

/** The name that a call calls; `null` where it is no plain name. */
export function calleeOf(asc: Asc, call: CallExpression): string | null {
  return call.expression.kind === asc.NodeKind["Identifier"] ? (call.expression as Identifier).text : null;
}

/** The text of a string literal; `null` for anything else. */
export function stringLiteral(asc: Asc, node: Node | undefined): string | null {
  if (node?.kind !== asc.NodeKind["Literal"]) return null;
  const literal = node as Node & { literalKind: number; value: string };
  return literal.literalKind === asc.LiteralKind["String"] ? literal.value : null;
}

/** Visits a node and all nodes in it. */
export function visitNodes(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const inner of childrenOf(node)) visitNodes(inner, visit);
}

/** The nodes right in a node. The compiler has no visitor: whatever is a node in the fields of one is in it. */
export function childrenOf(node: Node): Node[] {
  const fields = Object.entries(node).filter(([name]) => name !== "range");
  return fields.flatMap(([, field]) => (Array.isArray(field) ? field : [field]).filter(isNode));
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "kind" in value && "range" in value;
}

/** 1-based line and column of a node, and its file. */
export function locationOf(node: Node): { file: string; line: number; column: number } {
  const { text, normalizedPath } = node.range.source;
  const before = text.slice(0, node.range.start);
  return {
    file: normalizedPath,
    line: before.split("\n").length,
    column: node.range.start - before.lastIndexOf("\n"),
  };
}
