export { collectCoverage, coverageOfProcess, writeCoverage } from "./collect-coverage.ts";
export type { PointTable } from "./point-table.ts";
export { clearCoverage, readCoverage } from "./read-coverage.ts";
export { readPointTable } from "./read-point-table.ts";
export { type CoverageReport, type ReportCoverageOptions, reportCoverage } from "./report-coverage.ts";
export { type CoverageThresholds, checkThresholds } from "./thresholds.ts";
