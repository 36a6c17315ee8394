import { relative } from "node:path";
import type { BuildReport, BuildRow } from "../building/run-build.ts";
import { formatSize } from "../config/size.ts";
import { defineCommand, type Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { table } from "../framework/table.ts";

/** How many functions `--report` shows; JSON has all. */
const shownFunctions = 20;

export const build = defineCommand({
  name: "build",
  aliases: ["b"],
  knownAs: ["compile"],
  summary: "Compile the filters of this project",
  description:
    "Compiles the filters of the project to Wasm modules that Envoy loads, with source maps. What has not changed since the last build is not compiled again, and a filter that does not compile does not keep the others from it. A module that Envoy would refuse is not written. Release builds keep function names, because Envoy prints no backtrace for a trap without them.",
  options: {
    mode: {
      kind: "choice",
      placeholder: "MODE",
      choices: ["release", "debug"],
      default: "release",
      env: "MESH_WASM_MODE",
      description: "Optimise, or map every instruction to its line",
    },
    filter: { kind: "text", placeholder: "NAME", description: "Build only this filter", defaultText: "all" },
    outDir: {
      kind: "text",
      short: "o",
      placeholder: "DIR",
      complete: "files",
      env: "MESH_WASM_OUT_DIR",
      description: "Folder for the modules",
      defaultText: "outDir of the configuration, else build",
    },
    names: { kind: "switch", description: "Keep function names for backtraces", defaultText: "on" },
    sourceMap: { kind: "switch", description: "Write a source map beside the module", defaultText: "on" },
    sizeLimit: {
      kind: "text",
      placeholder: "SIZE",
      env: "MESH_WASM_SIZE_LIMIT",
      description: "Fail where a module is larger, such as 120kB or 96KiB",
      defaultText: "sizeLimit of the filter",
    },
    force: { kind: "flag", description: "Compile also what has not changed" },
    report: { kind: "flag", description: "Show the size of each function" },
    watch: { kind: "flag", short: "w", description: "Build again after each change" },
  },
  rest: "asc flags",
  examples: [
    { title: "Build all filters for release", command: "mesh-wasm build" },
    {
      title: "Build one for debugging, and again on each save",
      command: "mesh-wasm build --filter canary --mode debug -w",
    },
    { title: "See what makes a module large", command: "mesh-wasm build --report" },
    { title: "Pass a flag on to the AssemblyScript compiler", command: "mesh-wasm build -- --runtime incremental" },
  ],
  async run(ctx, args): Promise<Outcome<BuildReport>> {
    const { runBuild } = await import("../building/run-build.ts");
    return runBuild(ctx, args);
  },
  render({ modules }, ctx) {
    if (modules.length === 0) return "";
    const rows = modules.map((module) => [
      relative(ctx.cwd, module.file),
      module.mode,
      formatSize(module.size),
      module.unchanged ? "unchanged" : `${module.milliseconds} ms`,
      module.rootIds.join(", "),
    ]);
    const columns = [
      { title: "MODULE" },
      { title: "MODE" },
      { title: "SIZE", right: true },
      { title: "TIME", right: true },
      { title: "ROOT IDS" },
    ];
    return table(columns, rows, ctx.style) + modules.map((module) => functionReport(module, ctx)).join("");
  },
});

function functionReport({ filter, size, functions }: BuildRow, { style }: CommandContext): string {
  if (!functions) return "";
  const shown = functions.slice(0, shownFunctions);
  const rest = functions.slice(shownFunctions);
  const rows = shown.map((entry) => [formatSize(entry.size), share(entry.size, size), entry.name]);
  if (rest.length > 0) {
    const bytes = rest.reduce((sum, entry) => sum + entry.size, 0);
    rows.push([formatSize(bytes), share(bytes, size), `${rest.length} more`]);
  }
  const columns = [{ title: "SIZE", right: true }, { title: "SHARE", right: true }, { title: `FUNCTION OF ${filter}` }];
  return `\n${table(columns, rows, style)}`;
}

function share(bytes: number, of: number): string {
  return `${((100 * bytes) / of).toFixed(1)} %`;
}
