import type { Finding } from "../../module/index.ts";

/** A finding of `check`, and where it belongs. */
export interface CheckFinding extends Finding {
  /** The filter's name, or the module's path as it was given. */
  target: string;
  /** File that it is about, relative to the working directory, with `/`; null where it is about the module as a whole. */
  file: string | null;
  /** 1-based; 0 where the file as a whole is meant. */
  line: number;
  /** 1-based; 0 where the file as a whole is meant. */
  column: number;
}

/** Something that was checked. */
export interface CheckedTarget {
  /** The filter's name, or the module's path as it was given. */
  name: string;
  /** Bytes of the module; null where there is none because it does not compile. */
  size: number | null;
}

/** What `check` found. */
export interface CheckReport {
  targets: CheckedTarget[];
  findings: CheckFinding[];
}

/** `1 error, 2 warnings`. */
export function countText(findings: readonly Pick<Finding, "level">[]): string {
  const counts = (["error", "warning"] as const).map((level) => {
    const count = findings.filter((finding) => finding.level === level).length;
    return count === 0 ? "" : `${count} ${level}${count === 1 ? "" : "s"}`;
  });
  return counts.filter((text) => text !== "").join(", ") || "nothing found";
}
