import type { Asc, FunctionDeclaration, Parser, Source } from "../../asc-types.ts";
import { parseStatements } from "../graft.ts";
import { hasDecorator, textOf } from "../walk.ts";

const library = "~lib/@as-pect/assembly/";
const externals = "mesh-wasm/assembly/test/externals";

/**
 * Gives as-pect's library functions of the SDK in place of those that it would import from a host of its own, and in place of
 * its `assert`, in which it finds that something is not as expected.
 */
export function useOwnExternals(asc: Asc, parser: Parser): void {
  for (const source of parser.sources.filter(({ internalPath }) => internalPath.startsWith(library))) {
    const replaced = source.statements.filter((node) => isExternal(asc, node)) as FunctionDeclaration[];
    if (replaced.length > 0) replaceFunctions(parser, source, replaced);
  }
}

function isExternal(asc: Asc, node: { kind: number }): boolean {
  if (node.kind !== asc.NodeKind["FunctionDeclaration"]) return false;
  const declaration = node as FunctionDeclaration;
  return hasDecorator(declaration, "external") || declaration.name.text === "assert";
}

function replaceFunctions(parser: Parser, source: Source, replaced: readonly FunctionDeclaration[]): void {
  const names = replaced.map(({ name }) => name.text);
  const imports = names.map((name) => `${name} as external_${name}`).join(", ");
  const text = `import { ${imports} } from "${externals}";\n${replaced.map(callOn).join("\n")}`;
  const path = `~lib/mesh-wasm/externals/${source.internalPath.slice(library.length)}.ts`;
  const [anImport, ...functions] = parseStatements(parser, text, path);
  if (!anImport) throw new Error(`no externals in ${path}`);
  for (const [index, declaration] of replaced.entries()) {
    source.statements.splice(source.statements.indexOf(declaration), 1, functions[index] ?? declaration);
  }
  source.statements.unshift(anImport);
}

/** A function of the same signature that calls the SDK's. */
function callOn(declaration: FunctionDeclaration): string {
  const { name, signature } = declaration;
  const parameters = signature.parameters.map((parameter) => parameter.name.text).join(", ");
  const [head = ""] = textOf(declaration)
    .replace(/^[\s\S]*?\bfunction\b/, "function")
    .split(/[;{]\s*(?:\n|$)/);
  const result = textOf(signature.returnType) === "void" ? "" : "return ";
  const isGlobal = hasDecorator(declaration, "global");
  return `${isGlobal ? "@global\n" : ""}export ${head} { ${result}external_${name.text}(${parameters}); }`;
}
