import { MeshWasmError } from "../../core/index.ts";
import { packageVersion } from "../../core/package-root.ts";
import { type CheckReport, countText } from "../check/report.ts";
import { type ReporterName, renderReport, reporterNames } from "../check/reporters.ts";
import { defineCommand, type Outcome } from "../framework/command.ts";

/** The report, and the form to print it in. */
type ShownReport = CheckReport & { reporter: ReporterName };

export const check = defineCommand({
  name: "check",
  knownAs: ["lint"],
  summary: "Find what Envoy would refuse, without Envoy",
  description:
    "Compiles the filters of the project and checks the modules: ABI, imports, exports, start section, size limit, and the default configuration against the schema that the filter declares. With paths it checks modules of any SDK. Writes nothing.",
  arguments: {
    wasm: { description: "Modules to check instead of the project's filters", variadic: true, complete: "files" },
  },
  options: {
    reporter: {
      kind: "choice",
      placeholder: "FORM",
      choices: reporterNames,
      default: "pretty",
      description: "How the findings are printed",
    },
    failOn: {
      kind: "choice",
      placeholder: "LEVEL",
      choices: ["error", "warning"],
      default: "error",
      description: "What makes the exit status 1",
    },
  },
  examples: [
    { title: "Check the project", command: "mesh-wasm check" },
    { title: "Annotate a pull request on GitHub", command: "mesh-wasm check --reporter github" },
    { title: "Check a module of another SDK strictly", command: "mesh-wasm check other.wasm --fail-on warning" },
  ],
  async run(ctx, { wasm, reporter, failOn }): Promise<Outcome<ShownReport>> {
    const { checkModules, checkProject } = await import("../check/check-project.ts");
    const report = wasm.length > 0 ? checkModules(ctx, wasm) : await checkProject(ctx);
    const grave = report.findings.filter(({ level }) => failOn === "warning" || level === "error");
    const result = { reporter, ...report };
    if (grave.length === 0) return { result };
    return { result, failure: new MeshWasmError("MW0111", countText(report.findings)) };
  },
  render({ reporter, ...report }, { style }) {
    return renderReport(report, reporter, style, packageVersion());
  },
});
