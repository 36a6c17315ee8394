/**
 * Parses JSON with comments and trailing commas.
 *
 * @throws SyntaxError at a position that is right in the original text, because what is taken out becomes spaces
 */
export function parseJsonc(text: string): unknown {
  return JSON.parse(withoutTrailingCommas(withoutComments(text)));
}

const stringOrComment = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
const stringOrTrailingComma = /"(?:[^"\\]|\\.)*"|,(?=\s*[}\]])/g;

function withoutComments(text: string): string {
  return text.replace(stringOrComment, (found) => (found.startsWith('"') ? found : found.replace(/[^\n]/g, " ")));
}

function withoutTrailingCommas(text: string): string {
  return text.replace(stringOrTrailingComma, (found) => (found === "," ? " " : found));
}
