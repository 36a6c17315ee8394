import type { CoverageMap } from "istanbul-lib-coverage";
import type { FileWriter } from "istanbul-lib-report";
import type { ReportOptions } from "istanbul-reports";

/** A report of istanbul: `lcov` is `lcov.info` and HTML. */
export type CoverageReport = keyof ReportOptions;

/** What reports to make of coverage. */
export interface ReportCoverageOptions {
  /** Folder for reports that are files. */
  directory: string;
  /** Default: `text` and `lcov`. */
  reports?: readonly CoverageReport[];
  /** What paths in `lcov.info` are relative to. Default: the current folder. */
  projectDir?: string;
}

/**
 * Makes reports of coverage: `text`, `text-summary`, `lcov`, `lcovonly`, `html`, `json`, `json-summary`, `cobertura` and the
 * others of istanbul.
 *
 * @returns what the reports have for a terminal, such as the table of `text`.
 *
 * @example
 * const map = readCoverage(".mesh-wasm/coverage");
 * process.stdout.write(await reportCoverage(map, { directory: "coverage" }));
 */
export async function reportCoverage(map: CoverageMap, options: ReportCoverageOptions): Promise<string> {
  const { directory, reports: names = ["text", "lcov"], projectDir = process.cwd() } = options;
  // Seldom needed, and not quick to load
  const [{ default: libReport }, { default: reports }] = await Promise.all([
    import("istanbul-lib-report"),
    import("istanbul-reports"),
  ]);
  const context = libReport.createContext({ dir: directory, coverageMap: map, defaultSummarizer: "pkg" });
  const terminal = context.writer.constructor as unknown as TerminalCapture;
  terminal.resetOutput();
  terminal.startCapture();
  try {
    for (const name of names) reports.create(name, { projectRoot: projectDir, skipEmpty: false }).execute(context);
    return terminal.getOutput();
  } finally {
    terminal.stopCapture();
  }
}

/** istanbul's reports write to standard output, unless that is captured. */
type TerminalCapture = Pick<typeof FileWriter, "startCapture" | "stopCapture" | "getOutput" | "resetOutput">;
