/** Widest text that reads well, in columns. */
const readableColumns = 100;

/**
 * Breaks a text at spaces so that no line is wider than the terminal (at most 100 columns). Lines after the first begin
 * with `indent` spaces; the first is taken to begin at that column already.
 */
export function wrap(text: string, indent: number, columns: number): string {
  const width = Math.max(20, Math.min(columns, readableColumns) - indent);
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line ? `${line} ${word}` : word;
    }
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}
