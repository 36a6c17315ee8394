import type { Style } from "./style.ts";

/** A column of a table; numbers stand at its right edge. */
export interface Column {
  title: string;
  right?: boolean;
}

/** Rows under titles, each column as wide as its widest cell. Ends with a newline; cells must hold no colour codes. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], style: Style): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );

  function line(cells: readonly string[]): string {
    const padded = columns.map(({ right }, index) => {
      const cell = cells[index] ?? "";
      return right ? cell.padStart(widths[index] ?? 0) : cell.padEnd(widths[index] ?? 0);
    });
    return padded.join("  ").trimEnd();
  }

  const head = style.color.dim(line(columns.map(({ title }) => title)));
  return `${[head, ...rows.map(line)].join("\n")}\n`;
}
