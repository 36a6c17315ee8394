/** Lines that were replaced by others. */
export interface Hunk {
  /** 1-based, in the text before. */
  line: number;
  removed: string[];
  added: string[];
}

/** More comparisons than this are not made: what lies between the first and the last difference then counts as replaced. */
const mostComparisons = 4_000_000;

/** What differs between two texts, line by line, with as few lines as possible. */
export function diffLines(before: string, after: string): Hunk[] {
  const old = linesOf(before);
  const now = linesOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end++;
  const removed = old.slice(start, old.length - end);
  const added = now.slice(start, now.length - end);
  if (removed.length === 0 && added.length === 0) return [];
  if (removed.length * added.length > mostComparisons) return [{ line: start + 1, removed, added }];
  return hunksOf(removed, added, start);
}

function hunksOf(old: readonly string[], now: readonly string[], offset: number): Hunk[] {
  const common = commonLines(old, now);
  const hunks: Hunk[] = [];
  let hunk: Hunk | null = null;
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    const oldLine = old[i];
    const newLine = now[j];
    if (oldLine !== undefined && oldLine === newLine) {
      hunk = null;
      i++;
      j++;
      continue;
    }
    if (!hunk) {
      hunk = { line: offset + i + 1, removed: [], added: [] };
      hunks.push(hunk);
    }
    const takesOld = newLine === undefined || at(common, i + 1, j) >= at(common, i, j + 1);
    if (oldLine !== undefined && takesOld) {
      hunk.removed.push(oldLine);
      i++;
    } else if (newLine !== undefined) {
      hunk.added.push(newLine);
      j++;
    }
  }
  return hunks;
}

/** `common[i][j]`: how many lines the rests from i and from j have in common, in order. */
function commonLines(old: readonly string[], now: readonly string[]): number[][] {
  const common = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = common[i] ?? [];
    for (let j = now.length - 1; j >= 0; j--) {
      row[j] = old[i] === now[j] ? at(common, i + 1, j + 1) + 1 : Math.max(at(common, i + 1, j), at(common, i, j + 1));
    }
  }
  return common;
}

function at(common: readonly number[][], i: number, j: number): number {
  return common[i]?.[j] ?? 0;
}

function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}
