import ts from "typescript";

const width = 100;

/** What can be called, as it is declared, without its body. */
export function callSignature(head: string, node: ts.SignatureDeclaration): string {
  const types = typeParameters(node.typeParameters);
  const result = node.type ? `: ${typeText(node.type)}` : "";
  const parameters = node.parameters.map(parameterText);
  const line = `${head}${types}(${parameters.join(", ")})${result}`;
  if (line.length <= width) return line;
  return `${head}${types}(\n${parameters.map((text) => `  ${text},\n`).join("")})${result}`;
}

/** A class by its first line. */
export function classSignature(name: string, node: ts.ClassDeclaration): string {
  return `${words(node)}class ${name}${typeParameters(node.typeParameters)}`;
}

/** What a class extends; null when nothing. */
export function baseOf(node: ts.Declaration): ts.ExpressionWithTypeArguments | null {
  return (ts.isClassDeclaration(node) && node.heritageClauses?.[0]?.types[0]) || null;
}

/** The types that the constructor of a class takes; null when it has none of its own. */
export function constructorTypes(node: ts.ClassDeclaration): string[] | null {
  const own = node.members.find(ts.isConstructorDeclaration);
  return own?.parameters.map(({ type }) => (type ? typeText(type) : "")) ?? null;
}

/** A field, with its initializer where that says something. */
export function fieldSignature(
  node: ts.PropertyDeclaration | ts.ParameterDeclaration | ts.VariableDeclaration,
  inferred: string,
): string {
  const type = node.type ? typeText(node.type) : inferred;
  const value = node.initializer && isPlain(node.initializer) ? ` = ${oneLine(node.initializer.getText())}` : "";
  return `${words(node)}${node.name.getText()}: ${type}${value}`;
}

/** `static`, `abstract` and `readonly`, each with a space. */
export function words(node: ts.Node): string {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  const kept = modifiers
    .map((modifier) => modifier.getText())
    .filter((text) => /^(static|abstract|readonly)$/.test(text));
  return kept.map((text) => `${text} `).join("");
}

/** The docstring before a node, stars and all; null when there is none. */
export function rawComment(node: ts.Node): string | null {
  const text = node.getSourceFile().text;
  const comments = ts.getLeadingCommentRanges(text, node.getFullStart()) ?? [];
  const found = comments.map(({ pos, end }) => text.slice(pos, end)).filter((comment) => comment.startsWith("/**"));
  return found.at(-1) ?? null;
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === kind);
}

/** Whether a member is not for users: private, protected, or of a name that begins with two underscores. */
export function isHidden(node: ts.NamedDeclaration): boolean {
  const hiding = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword];
  return hiding.some((kind) => hasModifier(node, kind)) || (node.name?.getText() ?? "").startsWith("__");
}

function parameterText(node: ts.ParameterDeclaration): string {
  const type = node.type ? `: ${typeText(node.type)}` : "";
  if (!node.initializer) return `${node.name.getText()}${type}`;
  // A constant of the file says nothing to others
  if (!isPlain(node.initializer)) return `${node.name.getText()}?${type}`;
  return `${node.name.getText()}${type} = ${oneLine(node.initializer.getText())}`;
}

function typeParameters(nodes: ts.NodeArray<ts.TypeParameterDeclaration> | undefined): string {
  return nodes ? `<${nodes.map((node) => oneLine(node.getText())).join(", ")}>` : "";
}

export function typeText(node: ts.TypeNode): string {
  return oneLine(node.getText());
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

function isPlain(node: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(node)) return isPlain(node.operand);
  if (ts.isPropertyAccessExpression(node)) return ts.isIdentifier(node.expression);
  return ts.isLiteralExpression(node) || /^(true|false|null)$/.test(node.getText());
}
