/** A length of a code, or a symbol for several equal ones: 16 for 3 to 6 more of the last, 17 and 18 for zeros. */
export interface LengthRun {
  symbol: number;
  extra: number;
  extraBits: number;
}

/** The lengths of a code, with runs of equal ones made short as zlib does it. */
export function lengthRuns(lengths: Uint8Array): LengthRun[] {
  const runs: LengthRun[] = [];
  let previous = -1;
  for (let start = 0; start < lengths.length; ) {
    const length = lengths[start] as number;
    const most = length === 0 ? 138 : length === previous ? 6 : 7;
    let end = start + 1;
    while (end < lengths.length && lengths[end] === length && end - start < most) end += 1;
    runs.push(...runOf(length, end - start, length === previous));
    previous = length;
    start = end;
  }
  return runs;
}

function runOf(length: number, count: number, continues: boolean): LengthRun[] {
  const single = { symbol: length, extra: 0, extraBits: 0 };
  if (length === 0) {
    if (count < 3) return new Array<LengthRun>(count).fill(single);
    return [
      count <= 10 ? { symbol: 17, extra: count - 3, extraBits: 3 } : { symbol: 18, extra: count - 11, extraBits: 7 },
    ];
  }
  const repeated = continues ? count : count - 1;
  if (repeated < 3) return new Array<LengthRun>(count).fill(single);
  const repeat = { symbol: 16, extra: repeated - 3, extraBits: 2 };
  return continues ? [repeat] : [single, repeat];
}
