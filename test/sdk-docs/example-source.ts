import ts from "typescript";
import { namesIn } from "./example-names.ts";
import type { Sdk } from "./read-sdk.ts";
import { allMembers, type SdkSymbol } from "./sdk-model.ts";
import { baseOf, hasModifier } from "./syntax.ts";

/** An example of a docstring. */
export interface Example {
  /** The symbol or member that it is of. */
  title: string;
  symbol: SdkSymbol;
  text: string;
}

/** What an example can use. */
interface Scope {
  bases: { name: string; of: string }[];
  /** What can be imported, by name. */
  symbols: Map<string, SdkSymbol>;
}

/** What an example may stand in, by its entry; where nothing tells, it is the first one. */
const bases: Record<string, { name: string; of: string }[]> = {
  "mesh-wasm/assembly": [
    { name: "Stream", of: "HttpContext" },
    { name: "Plugin", of: "PluginContext" },
    { name: "Connection", of: "TcpContext" },
    { name: "Messages", of: "GrpcStream" },
  ],
  "mesh-wasm/assembly/proxy-runtime": [
    { name: "Context", of: "Context" },
    { name: "RootContext", of: "RootContext" },
  ],
};

/**
 * An AssemblyScript file with an example: classes, functions, imports and registrations stay at the top level; methods and
 * fields go into a class; other statements go into a method. Its function `use` reaches all that was declared.
 *
 * @param ambient names that an example may use without declaring them. `Class_name` is `name` for the examples of a class
 */
export function exampleSource(example: Example, sdk: Sdk, ambient: ReadonlySet<string>): string {
  const scope = scopeOf(example.symbol, sdk);
  const body = placed(example.text, scope);
  const { statements } = parse(body);
  const classes = statements.filter(ts.isClassDeclaration).flatMap((node) => usesOf(node, scope));
  const functions = statements.filter(ts.isFunctionDeclaration).map(useOfFunction);
  const lines = [...classes, ...functions].map((line) => `  ${line};`);
  const whole = [body, "", "export function use(): void {", ...lines, "}", ""].join("\n");
  return [...importsFor(namesIn(parse(whole)).free, example, scope, ambient), "", whole].join("\n");
}

/** What an example of a symbol can name: its own entry goes before the others. */
function scopeOf(symbol: SdkSymbol, { symbols }: Sdk): Scope {
  const named = symbols.filter(({ entry }) => entry !== null);
  const own = named.filter(({ entry }) => entry === symbol.entry);
  const entry = symbol.entry !== null && symbol.entry in bases ? symbol.entry : "mesh-wasm/assembly";
  const others = named.filter((other) => other.entry !== symbol.entry);
  return {
    bases: bases[entry] ?? [],
    symbols: new Map([...others.reverse(), ...own].map((each) => [each.name, each])),
  };
}

function placed(text: string, scope: Scope): string {
  const source = isValid(text) ? parse(text) : null;
  const isFields = source?.statements.some(ts.isLabeledStatement) ?? true;
  if (!source || isFields) return classOf(baseFor(`class Example {\n${text}\n}`, scope), text);
  const inside = source.statements.filter((statement) => !isTopLevel(statement));
  if (inside.length === 0) return text;
  const outside = source.statements.filter(isTopLevel).map((statement) => statement.getFullText(source));
  const result = resultOf(inside, source);
  const method = [
    `  example(): ${result} {`,
    ...inside.map((statement) => statement.getFullText(source).replace(/^\n+/, "")),
    result === "void" ? "" : `  return ${result === "bool" ? "true" : `${result}.Continue`};`,
    "  }",
  ];
  const statements = inside.map((statement) => statement.getText(source)).join("\n");
  return [...outside, classOf(baseFor(statements, scope), method.join("\n"))].join("\n");
}

function classOf(base: string, members: string): string {
  return `class Example extends ${base} {\n${members}\n}`;
}

function isTopLevel(statement: ts.Statement): boolean {
  if (ts.isExpressionStatement(statement)) return statement.getText().startsWith("register");
  return (
    ts.isClassDeclaration(statement) ||
    ts.isFunctionDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isImportDeclaration(statement)
  );
}

/** The base class that has most of what the example takes from `this`, callbacks included. */
function baseFor(text: string, scope: Scope): string {
  const { ofThis } = namesIn(parse(text));
  const scores = scope.bases.map(({ of }) => {
    const symbol = scope.symbols.get(of);
    const members = symbol ? allMembers(symbol) : [];
    return members.filter(({ member }) => ofThis.has(member.name)).length;
  });
  return scope.bases[scores.indexOf(Math.max(...scores))]?.name ?? "";
}

/** What the method around statements has to answer. */
function resultOf(statements: readonly ts.Statement[], source: ts.SourceFile): string {
  let result = "void";
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression) result = typeOf(node.expression.getText(source));
    ts.forEachChild(node, visit);
  };
  statements.forEach(visit);
  return result;
}

function typeOf(answer: string): string {
  if (/^(true|false)$/.test(answer)) return "bool";
  return /^(\w+Action)\./.exec(answer)?.[1] ?? "HeadersAction";
}

/** What makes an object of a class, reads its accessors and calls its methods. */
function usesOf(node: ts.ClassDeclaration, scope: Scope): string[] {
  const name = node.name?.text ?? "";
  const members = node.members.filter((member) => !/^(private|protected) /.test(member.getText()));
  const own = members.find(ts.isConstructorDeclaration);
  const base = scope.symbols.get(baseOf(node)?.expression.getText() ?? "");
  const made = `new ${name}(${own ? argumentsFor(own) : valuesOf(inheritedTypes(base))})`;
  const uses = members.flatMap((member) => {
    const object = hasModifier(member, ts.SyntaxKind.StaticKeyword) ? name : `made<${name}>()`;
    if (ts.isGetAccessor(member)) return `${object}.${member.name.getText()}`;
    return ts.isMethodDeclaration(member) ? `${object}.${member.name.getText()}(${argumentsFor(member)})` : [];
  });
  return [made, ...uses];
}

function useOfFunction(node: ts.FunctionDeclaration): string {
  return `${node.name?.text}(${argumentsFor(node)})`;
}

function argumentsFor(node: ts.SignatureDeclaration): string {
  return valuesOf(node.parameters.map(({ type }) => type?.getText() ?? ""));
}

/** What the constructor takes that a class has or inherits. */
function inheritedTypes(symbol: SdkSymbol | null | undefined): string[] {
  if (!symbol) return [];
  return symbol.constructorTypes ?? inheritedTypes(symbol.base);
}

function valuesOf(types: readonly string[]): string {
  return types.map((type) => `made<${type}>()`).join(", ");
}

function importsFor(
  names: ReadonlySet<string>,
  { symbol }: Example,
  { symbols }: Scope,
  ambient: ReadonlySet<string>,
): string[] {
  return [...names].sort().flatMap((name) => {
    const entry = symbols.get(name)?.entry;
    const own = `${symbol.name}_${name}`;
    if (ambient.has(own)) return `import { ${own} as ${name} } from "./names";`;
    if (entry) return `import { ${name} } from "${entry}";`;
    return ambient.has(name) ? `import { ${name} } from "./names";` : [];
  });
}

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile("example.ts", text, ts.ScriptTarget.ESNext, true);
}

function isValid(text: string): boolean {
  return ts.transpileModule(text, { reportDiagnostics: true }).diagnostics?.length === 0;
}
