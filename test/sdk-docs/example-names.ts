import ts from "typescript";

/** What an example declares and what it uses without declaring it. */
export interface ExampleNames {
  declared: Set<string>;
  free: Set<string>;
  /** What it takes from `this`. */
  ofThis: Set<string>;
}

/** The names in a source. Scopes are not told apart: a name that is declared anywhere is not free. */
export function namesIn(source: ts.SourceFile): ExampleNames {
  const declared = new Set<string>();
  const used = new Set<string>();
  const ofThis = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (isMemberName(node)) return;
      (isDeclaredName(node) ? declared : used).add(node.text);
    }
    if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.ThisKeyword) {
      ofThis.add(node.name.text);
    }
    if (ts.isMethodDeclaration(node)) ofThis.add(node.name.getText(source));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { declared, free: new Set([...used].filter((name) => !declared.has(name))), ofThis };
}

/** Whether a name is one of another object. */
function isMemberName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  return (
    (ts.isClassElement(parent) || ts.isEnumMember(parent) || ts.isPropertyAssignment(parent)) && parent.name === node
  );
}

function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isTypeParameterDeclaration(parent) ||
    ts.isImportSpecifier(parent);
  return declares && parent.name === node;
}
