// Runs one benchmark by name and prints its report as text, or as one JSON document with --json.
import { benchBuild } from "./build.ts";
import type { Report } from "./report.ts";
import { showReport } from "./report.ts";

const benchmarks: Record<string, () => Promise<Report>> = { build: benchBuild };

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));
const benchmark = benchmarks[names[0] ?? ""];
if (benchmark) {
  const report = await benchmark();
  process.stdout.write(process.argv.includes("--json") ? `${JSON.stringify(report)}\n` : showReport(report));
} else {
  process.stderr.write(`usage: npm run bench -- NAME [--json]\nbenchmarks: ${Object.keys(benchmarks).join(", ")}\n`);
  process.exitCode = 2;
}
