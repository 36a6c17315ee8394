/** One case of a benchmark: its name and what was measured, each key with its unit at the end. */
export interface Result {
  case: string;
  [measure: string]: string | number;
}

/** What a benchmark measured, all cases in one run. */
export interface Report {
  name: string;
  rounds: number;
  /** Version of Envoy, where one was measured. */
  envoy?: string;
  results: Result[];
  /** Cases that this machine cannot run, and why. */
  left_out?: { case: string; reason: string }[];
}

/** A report as a table for people. */
export function showReport({ name, rounds, envoy, results, left_out = [] }: Report): string {
  const columns = [...new Set(results.flatMap((result) => Object.keys(result)))];
  const rows = [columns, ...results.map((result) => columns.map((column) => shown(result[column])))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) => `  ${row.map((cell, index) => padded(cell, widths[index] ?? 0, index)).join("  ")}`);
  const missing = left_out.map((each) => `  left out: ${each.case}: ${each.reason}`);
  const title = `${name}, ${rounds} rounds${envoy ? `, Envoy ${envoy}` : ""}`;
  return `${[title, ...lines, ...missing].join("\n")}\n`;
}

/** Names stand on the left, numbers on the right. */
function padded(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function shown(value: string | number | undefined): string {
  if (typeof value !== "number") return value ?? "";
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 100 ? 2 : 0);
}
