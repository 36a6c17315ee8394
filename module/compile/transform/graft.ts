import type { Node, Parser } from "../asc-types.ts";

/**
 * Parses generated code and takes its statements out, to be put elsewhere. The emptied source stays behind under its name:
 * the compiler looks up the source of every node it compiles, and diagnostics can show the generated text.
 */
export function parseStatements(parser: Parser, text: string, path: string): Node[] {
  parser.parseFile(text, path, false);
  const source = parser.sources.at(-1);
  if (!source || source.normalizedPath !== path) throw new Error(`the compiler did not parse ${path}`);
  return source.statements.splice(0);
}
