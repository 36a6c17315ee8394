import { blankText } from "./blank-text.ts";

/** An `import` or `export … from` of a source. */
export interface ImportStatement {
  specifier: string;
  /** Where the specifier begins, after its quote. */
  start: number;
  /** The names taken from it; none for `*`. */
  names: { name: string; start: number }[];
}

const clause = /\*(?:\s*as\s+[\w$]+)?|\{[^{}]*\}|[\w$]+(?:\s*,\s*\{[^{}]*\})?/;
const statement = new RegExp(
  `\\b(?:import|export)\\s*(?:type\\s+)?(${clause.source})\\s*from\\s*(["'])|\\bimport\\s*(["'])`,
  "g",
);

/** The imports of a source, in its order. What stands in comments and strings does not count. */
export function importStatements(source: string): ImportStatement[] {
  const code = blankText(source);
  return Array.from(code.matchAll(statement), (match) => {
    const [whole, taken = "", quote, bareQuote] = match;
    const start = match.index + whole.length;
    const end = code.indexOf(quote ?? bareQuote ?? "", start);
    return {
      specifier: source.slice(start, end < 0 ? undefined : end),
      start,
      names: namesIn(taken, match.index + whole.indexOf(taken)),
    };
  });
}

/** The names in `{ a, b as c }`, by what they are called in the other file. */
function namesIn(taken: string, offset: number): ImportStatement["names"] {
  const open = taken.indexOf("{");
  if (open < 0) return [];
  const inner = taken.slice(open + 1);
  return Array.from(inner.matchAll(/([\w$]+)(\s+as\s+[\w$]+)?/g), (match) => ({
    name: match[1] ?? "",
    start: offset + open + 1 + match.index,
  }));
}
