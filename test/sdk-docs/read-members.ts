import ts from "typescript";
import { isInternal, parseDoc } from "./doc-comment.ts";
import type { SdkMember, SdkSymbol } from "./sdk-model.ts";
import { callSignature, fieldSignature, hasModifier, isHidden, rawComment, typeText, words } from "./syntax.ts";

/** What a name of a type stands for; null for what is not of the SDK, or not for users. */
export type Resolve = (name: ts.EntityName | ts.Identifier) => SdkSymbol | null;

/** The public members of a class or namespace, in the order of the source. */
export function membersOf(
  owner: SdkSymbol,
  node: ts.ClassDeclaration | ts.ModuleDeclaration,
  checker: ts.TypeChecker,
  resolve: Resolve,
): SdkMember[] {
  const nodes = ts.isClassDeclaration(node) ? classNodes(node) : functionsOf(node);
  const members = new Map<string, SdkMember>();
  for (const node of nodes) {
    if (isHidden(node)) continue;
    const member = memberOf(owner, node, checker);
    if (isInternal(member.doc)) continue;
    member.gives = givenBy(node, resolve).filter((symbol) => symbol !== owner);
    const key = `${words(node)}${member.name}`;
    const getter = members.get(key);
    if (getter) getter.signature += `\n${member.signature}`;
    else members.set(key, member);
  }
  return [...members.values()].filter((member) => member.kind !== "constructor" || isWorthShowing(owner, member));
}

/** The members of an enum, each with its value. */
export function enumMembers(node: ts.EnumDeclaration, checker: ts.TypeChecker): SdkMember[] {
  return node.members.map((member) => ({
    name: member.name.getText(),
    kind: "enum member",
    signature: String(checker.getConstantValue(member)),
    doc: parseDoc(rawComment(member)),
    gives: [],
    speaksForItself: true,
  }));
}

/** Resolves every name in a type. */
export function resolveAll(type: ts.TypeNode, resolve: Resolve): SdkSymbol[] {
  const found: SdkSymbol[] = [];
  const visit = (node: ts.Node): void => {
    const symbol = ts.isTypeReferenceNode(node) ? resolve(node.typeName) : null;
    if (symbol) found.push(symbol);
    ts.forEachChild(node, visit);
  };
  visit(type);
  return found;
}

type MemberNode = ts.ClassElement | ts.ParameterDeclaration | ts.FunctionDeclaration;

/** The elements of a class, the fields that its constructor declares among them. */
function classNodes(node: ts.ClassDeclaration): MemberNode[] {
  return node.members.flatMap((member): MemberNode[] => {
    if (!ts.isConstructorDeclaration(member)) return [member];
    return [member, ...member.parameters.filter((parameter) => ts.isParameterPropertyDeclaration(parameter, member))];
  });
}

function functionsOf(node: ts.ModuleDeclaration): MemberNode[] {
  const statements: readonly ts.Statement[] = node.body && ts.isModuleBlock(node.body) ? node.body.statements : [];
  return statements
    .filter(ts.isFunctionDeclaration)
    .filter((statement) => hasModifier(statement, ts.SyntaxKind.ExportKeyword));
}

function memberOf(owner: SdkSymbol, node: MemberNode, checker: ts.TypeChecker): SdkMember {
  const name = node.name?.getText() ?? "constructor";
  const shared = { name, doc: parseDoc(rawComment(node)), gives: [], speaksForItself: false };
  if (ts.isConstructorDeclaration(node)) {
    const speaksForItself = node.parameters.every((parameter) => ts.isParameterPropertyDeclaration(parameter, node));
    const signature = callSignature(`new ${owner.name}`, node);
    return { ...shared, kind: "constructor", signature, speaksForItself };
  }
  if (ts.isFunctionDeclaration(node)) {
    return { ...shared, kind: "function", signature: callSignature(`${owner.name}.${name}`, node) };
  }
  if (ts.isMethodDeclaration(node)) {
    return { ...shared, kind: "method", signature: callSignature(`${words(node)}${name}`, node) };
  }
  if (ts.isGetAccessor(node)) {
    return {
      ...shared,
      kind: "field",
      signature: `${words(node)}get ${name}(): ${node.type ? typeText(node.type) : ""}`,
    };
  }
  if (ts.isSetAccessor(node))
    return { ...shared, kind: "field", signature: callSignature(`${words(node)}set ${name}`, node) };
  if (!ts.isPropertyDeclaration(node) && !ts.isParameter(node)) {
    throw new Error(`${owner.name}.${name}: no documentation for ${ts.SyntaxKind[node.kind]}`);
  }
  const inferred = checker.typeToString(checker.getTypeAtLocation(node));
  return { ...shared, kind: "field", signature: fieldSignature(node, inferred) };
}

/** A constructor without a docstring is shown only to be found fault with. */
function isWorthShowing(owner: SdkSymbol, member: SdkMember): boolean {
  return member.doc.text !== "" || member.doc.params.length > 0 || !(owner.isAbstract || member.speaksForItself);
}

/** The documented classes that a member gives; also resolves the types that it takes. */
function givenBy(node: MemberNode, resolve: Resolve): SdkSymbol[] {
  if (ts.isConstructorDeclaration(node)) return [];
  if (ts.isFunctionLike(node)) for (const { type } of node.parameters) if (type) resolveAll(type, resolve);
  const type = "type" in node ? (node.type as ts.TypeNode | undefined) : undefined;
  return type ? resolveAll(type, resolve).filter(({ kind }) => kind === "class") : [];
}
