/** The first place where two lists of lines differ, with some lines around it; null where they are the same. */
export function differenceOf(
  expected: readonly string[],
  actual: readonly string[],
  names = ["Envoy", "host"],
): string[] | null {
  const at = Array.from({ length: Math.max(expected.length, actual.length) }, (_, index) => index).find(
    (index) => expected[index] !== actual[index],
  );
  if (at === undefined) return null;
  const title = expected.slice(0, at + 1).findLast((line) => line.startsWith("== ")) ?? "";
  return [
    `${title.slice(3)}, line ${at + 1}`,
    ...expected.slice(Math.max(0, at - before), at).map((line) => `    ${line}`),
    ...sideOf(expected, at, `${names[0]}:`),
    ...sideOf(actual, at, `${names[1]}:`),
  ];
}

const before = 5;
const after = 4;

function sideOf(lines: readonly string[], at: number, name: string): string[] {
  const shown = lines.slice(at, at + after).map((line) => `    ${line}`);
  return [`  ${name}`, ...(shown.length > 0 ? shown : ["    (nothing more)"])];
}
