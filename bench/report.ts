/** One case of a benchmark: its name and what was measured, each key with its unit at the end. */
export interface Result {
  case: string;
  [measure: string]: string | number;
}

/** What a benchmark measured, all cases in one run. */
export interface Report {
  name: string;
  rounds: number;
  results: Result[];
}

/** A report as a table for people. */
export function showReport(report: Report): string {
  const rows = report.results.map(({ case: name, ...measures }) => {
    const values = Object.entries(measures).map(
      ([key, value]) => `${key} ${typeof value === "number" ? round(value) : value}`,
    );
    return `  ${name.padEnd(24)}${values.join("  ")}`;
  });
  return `${report.name}, ${report.rounds} rounds\n${rows.join("\n")}\n`;
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(3);
}
