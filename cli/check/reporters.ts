import { catalogue } from "../../core/index.ts";
import { formatSize } from "../config/size.ts";
import type { Style } from "../framework/style.ts";
import { findingLines } from "../inspect/finding-lines.ts";
import { type CheckFinding, type CheckReport, countText } from "./report.ts";
import { sarif } from "./sarif.ts";

/** The forms that `check` prints its report in. */
export const reporterNames = ["pretty", "json", "github", "sarif", "markdown"] as const;

/** A form that `check` prints its report in. */
export type ReporterName = (typeof reporterNames)[number];

/** The report as text. */
export function renderReport(report: CheckReport, reporter: ReporterName, style: Style, version: string): string {
  switch (reporter) {
    case "pretty":
      return pretty(report, style);
    case "json":
      return `${JSON.stringify(report, null, 2)}\n`;
    case "github":
      return report.findings.map(annotation).join("");
    case "sarif":
      return `${JSON.stringify(sarif(report, version), null, 2)}\n`;
    case "markdown":
      return markdown(report);
  }
}

function pretty({ targets, findings }: CheckReport, style: Style): string {
  const blocks = targets.map(({ name, size }) => {
    const own = findings.filter((finding) => finding.target === name);
    const mark = own.some(({ level }) => level === "error")
      ? style.color.red(style.mark.fail)
      : own.length > 0
        ? style.color.yellow(style.mark.warn)
        : style.color.green(style.mark.ok);
    const head = `${mark} ${style.color.bold(name)}${size === null ? "" : `  ${formatSize(size)}`}\n`;
    return head + own.map((finding) => findingLines(withPlace(finding), style)).join("");
  });
  return blocks.join("");
}

function withPlace(finding: CheckFinding): CheckFinding {
  if (finding.line === 0) return finding;
  return { ...finding, message: `${finding.file}:${finding.line}:${finding.column} ${finding.message}` };
}

/** A workflow command of GitHub Actions, shown at the line of the file that it names. */
function annotation({ level, code, message, hint, file, line, column }: CheckFinding): string {
  const place = file === null ? [] : [`file=${property(file)}`, ...(line > 0 ? [`line=${line}`, `col=${column}`] : [])];
  const title = property(`${code} ${catalogue[code].title}`);
  return `::${level} ${[...place, `title=${title}`].join(",")}::${data(`${message}\n${hint}`)}\n`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function markdown({ targets, findings }: CheckReport): string {
  const rows = targets.map(({ name, size }) => {
    const own = findings.filter((finding) => finding.target === name);
    return `| ${cell(name)} | ${size === null ? "" : formatSize(size)} | ${countText(own)} |\n`;
  });
  const items = findings.map(({ level, code, message, hint, file, line, column }) => {
    const place = file === null ? "" : ` \`${file}${line > 0 ? `:${line}:${column}` : ""}\``;
    return `- **${level} ${code}**${place}: ${cell(message)}<br>${cell(hint)}\n`;
  });
  const list = items.length > 0 ? `\n${items.join("")}` : "";
  return `| target | size | found |\n|---|---:|---|\n${rows.join("")}${list}`;
}

/** Text that stays within its cell. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
