import { defineCommand, type Outcome } from "../framework/command.ts";
import { table } from "../framework/table.ts";
import type { TestReport } from "../testing/run-tests.ts";
import { failuresIn } from "../testing/test-run.ts";

export const test = defineCommand({
  name: "test",
  aliases: ["t"],
  summary: "Build the filters and run the tests of this project",
  description:
    "Builds what has changed and runs the project's tests with its vitest: test files in TypeScript, unit tests in AssemblyScript (assembly/*.spec.ts) and suites of scenarios (*.textpb, *.tests.yaml, *.scenario.yaml), in one run and one report. Tests run on the host of mesh-wasm, in a millisecond per request; with --engine the same files run in a real Envoy.",
  arguments: { files: { description: "Parts of the names of test files", variadic: true, complete: "files" } },
  options: {
    testNamePattern: {
      kind: "text",
      short: "t",
      placeholder: "PATTERN",
      description: "Run only tests whose name matches this regular expression",
      defaultText: "all",
    },
    mode: {
      kind: "choice",
      placeholder: "MODE",
      choices: ["release", "debug", "both"],
      default: "release",
      env: "MESH_WASM_TEST_MODE",
      description: "How the filters are built: as they are shipped, or with every instruction at its line",
    },
    engine: {
      kind: "choice",
      placeholder: "ENGINE",
      choices: ["host", "envoy", "docker"],
      default: "host",
      env: "MESH_WASM_ENGINE",
      description: "Where the filters run",
    },
    envoy: {
      kind: "text",
      placeholder: "VERSIONS",
      description: "Versions of Envoy, once for each: 1.38,1.40; the host does as these do",
      defaultText: "the newest",
    },
    update: { kind: "flag", short: "u", description: "Update snapshots" },
    watch: { kind: "flag", short: "w", description: "Run again after each change" },
    force: { kind: "flag", description: "Compile also what has not changed" },
    coverage: { kind: "flag", description: "Show what of the AssemblyScript has run, and write lcov and HTML" },
    reporter: {
      kind: "text",
      placeholder: "NAMES",
      description: "Reporters of vitest, such as default,junit",
      defaultText: "that of vitest",
    },
    outputFile: {
      kind: "text",
      placeholder: "FILE",
      complete: "files",
      description: "Where the report of the last reporter goes; of several runs each has a file of its own",
      defaultText: "the terminal",
    },
    html: {
      kind: "text",
      placeholder: "FILE",
      complete: "files",
      description: "Write a page with the results of all runs",
      defaultText: "none",
    },
  },
  examples: [
    { title: "Run all tests on the host", command: "mesh-wasm test" },
    { title: "Run the same tests in two real Envoys", command: "mesh-wasm test --engine envoy --envoy 1.38,1.40" },
    { title: "Have the host do as Envoy 1.36 does", command: "mesh-wasm test --envoy 1.36" },
    { title: "Run one test again on each save", command: "mesh-wasm test -t canary --watch" },
    {
      title: "See in one page what passes in which Envoy",
      command: "mesh-wasm test --engine envoy --envoy 1.36,1.38,1.40 --html report.html",
    },
    {
      title: "Write a report for a build server",
      command: "mesh-wasm test --reporter default,junit --output-file junit.xml",
    },
  ],
  async run(ctx, args): Promise<Outcome<TestReport>> {
    const { runTests } = await import("../testing/run-tests.ts");
    return runTests(ctx, args);
  },
  render({ runs }, ctx) {
    if (runs.length === 0) return "";
    if (runs.length === 1) return sumOf(runs);
    const rows = runs.map((run) => [
      run.mode,
      run.engine,
      run.envoyVersion ?? "",
      String(run.passed),
      String(failuresIn(run)),
      String(run.skipped),
    ]);
    const columns = [
      { title: "MODE" },
      { title: "ENGINE" },
      { title: "ENVOY" },
      { title: "PASSED", right: true },
      { title: "FAILED", right: true },
      { title: "SKIPPED", right: true },
    ];
    return table(columns, rows, ctx.style) + sumOf(runs);
  },
});

/** The last line, which other programs read. */
function sumOf(runs: TestReport["runs"]): string {
  const sum = (count: (run: TestReport["runs"][number]) => number) =>
    runs.reduce((total, run) => total + count(run), 0);
  const skipped = sum((run) => run.skipped);
  const end = skipped > 0 ? `, ${skipped} skipped` : "";
  return `${sum((run) => run.passed)} passed, ${sum(failuresIn)} failed${end}\n`;
}
