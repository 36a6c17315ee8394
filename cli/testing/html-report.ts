import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder, writeFault } from "../../core/index.ts";
import { failuresIn, type TestCounts, type TestOutcome, type TestTarget, titleOf } from "./test-run.ts";

type Run = TestTarget & TestCounts;

/**
 * Writes the results of all runs as one page that needs nothing else: a row for each test, a column for each run.
 *
 * @throws MeshWasmError MW0108 where the file cannot be written.
 */
export async function writeHtmlReport(file: string, runs: readonly Run[]): Promise<void> {
  try {
    await makeFolder(dirname(file));
    await writeFile(file, htmlReport(runs));
  } catch (error) {
    throw writeFault(error, file);
  }
}

/** The page. */
export function htmlReport(runs: readonly Run[]): string {
  const titles = runs.map((run) => `<th scope="col">${escaped(titleOf(run))}</th>`).join("");
  const sums = runs.map((run) => `<td>${run.passed} passed, ${failuresIn(run)} failed, ${run.skipped} skipped</td>`);
  const files = [...new Set(runs.flatMap(({ tests }) => tests.map(({ file }) => file)))];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Tests of filters</title>
<style>${style}</style>
<h1>Tests of filters</h1>
<table>
<thead><tr><th scope="col">Test</th>${titles}</tr></thead>
<tbody><tr class="sum"><th scope="row">All</th>${sums.join("")}</tr>
${files.map((file) => fileRows(file, runs)).join("\n")}
</tbody>
</table>
</html>
`;
}

function fileRows(file: string, runs: readonly Run[]): string {
  const found = runs.map(({ tests }) => tests.filter((test) => test.file === file));
  const names = [...new Set(found.flat().map(({ name }) => name))];
  const rows = names.map((name) => {
    const cells = found.map((tests) => cellOf(tests.find((test) => test.name === name)));
    return `<tr><th scope="row">${escaped(name || "the file itself")}</th>${cells.join("")}</tr>`;
  });
  const head = `<tr class="file"><th scope="rowgroup" colspan="${runs.length + 1}">${escaped(file)}</th></tr>`;
  return [head, ...rows].join("\n");
}

/** What came of a test in a run, where it was part of it. Colour never says it alone. */
function cellOf(outcome: TestOutcome | undefined): string {
  if (!outcome) return "<td></td>";
  const { state, milliseconds, messages } = outcome;
  const text = `${state} <small>${milliseconds} ms</small>`;
  if (messages.length === 0) return `<td class="${state}">${text}</td>`;
  const open = state === "failed" ? " open" : "";
  const said = escaped(messages.join("\n\n"));
  return `<td class="${state}"><details${open}><summary>${text}</summary><pre>${said}</pre></details></td>`;
}

const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem; }
table { border-collapse: collapse; }
th, td { padding: .3rem .8rem; text-align: left; vertical-align: top; border-bottom: 1px solid #8884; }
th { font-weight: 500; }
.file th { padding-top: 1.2rem; font-weight: 700; }
.passed { color: light-dark(#176f2c, #5fd37e); }
.failed { color: light-dark(#b3161b, #ff8d87); }
.skipped { color: light-dark(#6b6b6b, #a5a5a5); }
pre { margin: .3rem 0; white-space: pre-wrap; }
`;

function escaped(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => names[character] ?? character);
}
