import { relative, resolve, sep } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { type Compiler, checkModule, configurationFaults, readModule, type WasmModule } from "../../module/index.ts";
import { compileFilter, compileOptions } from "../building/compile-filter.ts";
import { sessionCompiler } from "../building/session-compiler.ts";
import { sizeFailure } from "../building/size-failure.ts";
import { type Filter, filtersOf } from "../config/filters.ts";
import { loadProject, type Project } from "../config/load.ts";
import { readPluginConfiguration } from "../config/plugin-configuration.ts";
import type { CommandContext } from "../framework/context.ts";
import { readBytes } from "../inspect/inspect-module.ts";
import { locatedFindings } from "./located-findings.ts";
import type { CheckedTarget, CheckFinding, CheckReport } from "./report.ts";

/** What was found about one target. */
type Checked = CheckedTarget & { findings: CheckFinding[] };

/** Checks modules of any SDK. */
export function checkModules(ctx: CommandContext, files: readonly string[]): CheckReport {
  return reportOf(
    files.map((given) => {
      const module = readModule(readBytes(resolve(ctx.cwd, given), given));
      return { name: given, size: module.size, findings: findingsOf(module, given, given.split(sep).join("/")) };
    }),
  );
}

/** Checks each filter of the project: it compiles, Envoy would load it, size, default configuration. Writes nothing. */
export async function checkProject(ctx: CommandContext): Promise<CheckReport> {
  const project = await loadProject(ctx.cwd, ctx.global.config);
  const compiler = sessionCompiler(ctx);
  const checked: Checked[] = [];
  for (const filter of filtersOf(project)) {
    const step = ctx.progress.step(`checking ${filter.name}`);
    const result = await checkFilter(ctx, compiler, project, filter);
    checked.push(result);
    if (result.findings.some(({ level }) => level === "error")) step.fail(`checked ${filter.name}`);
    else step.done(`checked ${filter.name}`);
  }
  return reportOf(checked);
}

async function checkFilter(
  ctx: CommandContext,
  compiler: Compiler,
  project: Project,
  filter: Filter,
): Promise<Checked> {
  const settings = { mode: "release", names: true, sourceMap: false, ascFlags: [] } as const;
  const shown = (path: string) => relative(ctx.cwd, path).split(sep).join("/");
  try {
    const { wasm } = await compileFilter(ctx, compiler, compileOptions(project, filter, settings));
    const module = readModule(wasm);
    const findings = [
      ...findingsOf(module, filter.name, shown(filter.entry)),
      ...sizeFindings(filter, wasm.length, shown(project.path)),
      ...(await configurationFindings(ctx, filter, module, shown(project.path))),
    ];
    return { name: filter.name, size: wasm.length, findings };
  } catch (error) {
    if (!(error instanceof MeshWasmError) || ctx.signal.aborted) throw error;
    const findings = locatedFindings(error, filter.name, (file) => shown(resolve(project.directory, file)));
    return { name: filter.name, size: null, findings };
  }
}

function findingsOf(module: WasmModule, target: string, file: string): CheckFinding[] {
  return checkModule(module).map((finding) => ({ ...finding, target, file, line: 0, column: 0 }));
}

function sizeFindings(filter: Filter, size: number, configFile: string): CheckFinding[] {
  const failure = sizeFailure([{ filter: filter.name, size, sizeLimit: filter.sizeLimit ?? null }]);
  if (!failure) return [];
  const { code, message, hint } = failure;
  return [{ code, level: "error", message, hint, target: filter.name, file: configFile, line: 0, column: 0 }];
}

/** The configuration that the project gives a filter, against the schema of the root id that it goes to. */
async function configurationFindings(
  ctx: CommandContext,
  filter: Filter,
  module: WasmModule,
  configFile: string,
): Promise<CheckFinding[]> {
  if (filter.configuration === undefined) return [];
  const rootIds = module.metadata?.rootIds ?? [];
  const rootId = filter.rootId ?? (rootIds.length === 1 ? rootIds[0] : filter.name);
  const schema = rootId === undefined ? undefined : module.metadata?.configuration[rootId];
  const { value, source } = await readPluginConfiguration(filter.configuration, ctx);
  if (!schema || value === undefined) return [];
  const file = typeof filter.configuration === "string" ? source.split(sep).join("/") : configFile;
  return configurationFaults(value, schema).map((message) => ({
    code: "MW1001",
    level: "error",
    message: `${source}: ${message}`,
    hint: "change the value; mesh-wasm inspect shows the schema",
    target: filter.name,
    file,
    line: 0,
    column: 0,
  }));
}

function reportOf(checked: readonly Checked[]): CheckReport {
  return {
    targets: checked.map(({ name, size }) => ({ name, size })),
    findings: checked.flatMap(({ findings }) => findings),
  };
}
