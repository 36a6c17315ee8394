import type { Finding } from "../../module/index.ts";
import type { Style } from "../framework/style.ts";

/** A finding for people: mark, code and message on one line, the hint on the next. */
export function findingLines(finding: Finding, { color, mark }: Style): string {
  const sign = finding.level === "error" ? color.red(mark.fail) : color.yellow(mark.warn);
  return `  ${sign} ${color.bold(finding.code)}  ${finding.message}\n    ${color.cyan(mark.hint)} ${finding.hint}\n`;
}
