import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import ts from "typescript";
import { packageRoot } from "../../module/index.ts";
import { isInternal, parseDoc } from "./doc-comment.ts";
import { enumMembers, membersOf, type Resolve, resolveAll } from "./read-members.ts";
import type { SdkSymbol } from "./sdk-model.ts";
import {
  baseOf,
  callSignature,
  classSignature,
  constructorTypes,
  fieldSignature,
  hasModifier,
  rawComment,
  typeText,
} from "./syntax.ts";

/** An entry of the SDK: what a filter imports from. */
export interface SdkEntry {
  /** `mesh-wasm/assembly` and so on. */
  specifier: string;
  /** Its file in `assembly/`. */
  file: string;
  /** What its first comment says. */
  intro: string;
}

/** The whole SDK. */
export interface Sdk {
  entries: SdkEntry[];
  /** In the order of the entries' exports; after them what is only reached. */
  symbols: SdkSymbol[];
}

const assembly = join(packageRoot(), "assembly");

/** Reads the SDK from its sources. */
export function readSdk(): Sdk {
  const entries = entriesOfPackage();
  const program = programOf([...entries.map(({ file }) => join(assembly, file)), join(assembly, "decorators.d.ts")]);
  const checker = program.getTypeChecker();
  const known = new Map<ts.Declaration, SdkSymbol>();
  const aliases: SdkSymbol[] = [];
  const waiting: { declaration: ts.Declaration; symbol: SdkSymbol }[] = [];

  function add(name: string, declaration: ts.Declaration, entry: string | null): SdkSymbol | null {
    const before = known.get(declaration);
    if (before) return before;
    const symbol = symbolOf(name, declaration, entry, checker);
    if (isInternal(symbol.doc)) return null;
    known.set(declaration, symbol);
    waiting.push({ declaration, symbol });
    return symbol;
  }

  /** What a name of a type stands for, where that is part of the SDK. */
  const resolve: Resolve = (name) => {
    const declaration = declarationOf(checker.getSymbolAtLocation(name), checker);
    if (!declaration || ts.isTypeParameterDeclaration(declaration) || !fileOf(declaration)) return null;
    return add(name.getText(), declaration, null);
  };

  for (const { specifier, file } of entries) {
    const source = program.getSourceFile(join(assembly, file));
    const module = source && checker.getSymbolAtLocation(source);
    for (const exported of module ? checker.getExportsOfModule(module) : []) {
      const declaration = declarationOf(exported, checker);
      const same = declaration && known.get(declaration);
      if (same) aliases.push(aliasOf(same, exported.name, specifier, file));
      else if (declaration) add(exported.name, declaration, specifier);
    }
  }
  for (const statement of program.getSourceFile(join(assembly, "decorators.d.ts"))?.statements ?? []) {
    if (ts.isFunctionDeclaration(statement) && statement.name) add(statement.name.text, statement, null);
  }
  for (const { declaration, symbol } of waiting) fill(symbol, declaration, checker, resolve);
  return { entries, symbols: [...known.values(), ...aliases] };
}

/** The AssemblyScript entries in package.json. */
function entriesOfPackage(): SdkEntry[] {
  const { exports } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  // The names of the old SDK are for programs that are there already: their documentation is that SDK's
  const names = Object.keys(exports).filter((name) => /^\.\/assembly(?!\/proxy-runtime)[\w/-]*$/.test(name));
  return names.map((name) => {
    const file = exports[name].default.replace("./assembly/", "");
    const [comment = null] = /\/\*\*[\s\S]*?\*\//.exec(readFileSync(join(assembly, file), "utf8")) ?? [];
    return { specifier: `mesh-wasm${name.slice(1)}`, file, intro: parseDoc(comment).text };
  });
}

function programOf(files: string[]): ts.Program {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic() {} };
  const parsed = ts.getParsedCommandLineOfConfigFile(join(assembly, "tsconfig.json"), {}, host);
  return ts.createProgram(files, parsed?.options ?? {});
}

function declarationOf(symbol: ts.Symbol | undefined, checker: ts.TypeChecker): ts.Declaration | undefined {
  if (!symbol) return undefined;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return target.declarations?.[0];
}

/** The file of a declaration in `assembly/`; null for the language's own. */
function fileOf(declaration: ts.Declaration): string | null {
  const file = relative(assembly, declaration.getSourceFile().fileName).split(sep).join("/");
  return file.startsWith("..") ? null : file;
}

function symbolOf(name: string, declaration: ts.Declaration, entry: string | null, checker: ts.TypeChecker): SdkSymbol {
  return {
    name,
    ...shapeOf(name, declaration, checker),
    entry,
    file: fileOf(declaration) ?? "",
    doc: parseDoc(rawComment(ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration)),
    members: [],
    isAbstract: hasModifier(declaration, ts.SyntaxKind.AbstractKeyword),
    constructorTypes: ts.isClassDeclaration(declaration) ? constructorTypes(declaration) : null,
    base: null,
  };
}

/** A second name, or a second entry, of what is known already. */
function aliasOf(symbol: SdkSymbol, name: string, entry: string, file: string): SdkSymbol {
  const doc = parseDoc(`/** The same as \`${symbol.name}\` of \`${symbol.entry}\`. */`);
  return { ...symbol, name, entry, file, kind: "alias", signature: "", doc, members: [], base: null };
}

function shapeOf(name: string, node: ts.Declaration, checker: ts.TypeChecker): Pick<SdkSymbol, "kind" | "signature"> {
  if (ts.isClassDeclaration(node)) return { kind: "class", signature: classSignature(name, node) };
  if (ts.isEnumDeclaration(node)) return { kind: "enum", signature: `enum ${name}` };
  if (ts.isModuleDeclaration(node)) return { kind: "namespace", signature: `namespace ${name}` };
  if (ts.isTypeAliasDeclaration(node)) return { kind: "type", signature: `type ${name} = ${typeText(node.type)}` };
  if (ts.isFunctionDeclaration(node)) {
    if (node.getSourceFile().isDeclarationFile) return { kind: "decorator", signature: `@${name}` };
    return { kind: "function", signature: callSignature(`function ${name}`, node) };
  }
  if (!ts.isVariableDeclaration(node)) throw new Error(`${name}: no documentation for ${ts.SyntaxKind[node.kind]}`);
  const inferred = checker.typeToString(checker.getTypeAtLocation(node));
  return { kind: "constant", signature: `const ${fieldSignature(node, inferred)}` };
}

function fill(symbol: SdkSymbol, declaration: ts.Declaration, checker: ts.TypeChecker, resolve: Resolve): void {
  if (ts.isEnumDeclaration(declaration)) symbol.members = enumMembers(declaration, checker);
  if (ts.isVariableDeclaration(declaration) && declaration.type) resolveAll(declaration.type, resolve);
  if (ts.isFunctionDeclaration(declaration)) {
    for (const node of [...declaration.parameters, declaration]) if (node.type) resolveAll(node.type, resolve);
  }
  if (!ts.isClassDeclaration(declaration) && !ts.isModuleDeclaration(declaration)) return;
  symbol.members = membersOf(symbol, declaration, checker, resolve);
  const base = baseOf(declaration);
  symbol.base = base && ts.isIdentifier(base.expression) ? resolve(base.expression) : null;
  if (base && symbol.base) symbol.signature += ` extends ${base.getText()}`;
}
