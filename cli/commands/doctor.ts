import { type Directories, directories, MeshWasmError } from "../../core/index.ts";
import { packageVersion } from "../../core/package-root.ts";
import type { EnvoyBinary } from "../../envoy/index.ts";
import type { Check } from "../doctor/check.ts";
import { defineCommand, type Outcome } from "../framework/command.ts";

/** What `doctor` found. */
interface Diagnosis {
  version: string;
  node: string;
  platform: string;
  directories: Directories;
  /** The Envoy that is used; null where there is none. */
  envoy: EnvoyBinary | null;
  checks: Check[];
}

export const doctor = defineCommand({
  name: "doctor",
  summary: "Check what this machine has and what is missing",
  description:
    "Looks at everything that mesh-wasm needs: Node, the compiler, pip, Envoy (which one is used, and why), Docker, the project's configuration and its own folders. Ends with exit status 4 where something is missing that nothing works without.",
  examples: [
    { title: "See whether all is well", command: "mesh-wasm doctor" },
    { title: "Find the folder to cache in CI", command: "mesh-wasm doctor --json" },
  ],
  async run(ctx): Promise<Outcome<Diagnosis>> {
    const { checkCompiler, checkDocker, checkNode, checkPip } = await import("../doctor/tools.ts");
    const { checkEnvoy } = await import("../doctor/envoy.ts");
    const { checkProject } = await import("../doctor/project.ts");
    const { checkFolders } = await import("../doctor/folders.ts");
    const folders = directories(ctx);
    const { check: envoyCheck, envoy } = await checkEnvoy(ctx);
    const checks = [
      checkNode(ctx),
      checkCompiler(),
      await checkPip(ctx),
      envoyCheck,
      await checkDocker(ctx),
      await checkProject(ctx),
      ...checkFolders(folders),
    ];
    const failed = checks.filter(({ status }) => status === "fail");
    const result = {
      version: packageVersion(),
      node: ctx.nodeVersion,
      platform: ctx.platform,
      directories: folders,
      envoy,
      checks,
    };
    if (failed.length === 0) return { result };
    const names = failed.map(({ name }) => name).join(", ");
    return { result, failure: new MeshWasmError("MW0112", `failed: ${names}`) };
  },
  render({ version: own, checks }, { style: { color, mark } }) {
    const marks = { ok: color.green(mark.ok), warn: color.yellow(mark.warn), fail: color.red(mark.fail) };
    const width = Math.max(...checks.map(({ name }) => name.length));
    const lines = checks.flatMap(({ name, status, text, hint }) => [
      `${marks[status]} ${name.padEnd(width)}  ${text}`,
      ...(hint && status !== "ok" ? [`  ${" ".repeat(width)}  ${color.cyan(mark.hint)} ${hint}`] : []),
    ]);
    return `mesh-wasm ${own}\n${lines.join("\n")}\n`;
  },
});
