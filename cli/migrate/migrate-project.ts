import { existsSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { MeshWasmError } from "../../core/index.ts";
import { packageRoot } from "../../core/package-root.ts";
import type { CommandContext } from "../framework/context.ts";
import { callingPackageManager } from "../scaffold/install.ts";
import { packageSpec, typedSpec } from "../scaffold/package-spec.ts";
import { diffLines, type Hunk } from "./diff-lines.ts";
import { knownNames } from "./known-names.ts";
import { dependsOnOld, type Manifest } from "./migrate-manifest.ts";
import { type Finding, migrateSource } from "./migrate-source.ts";
import { type Migrated, type OldProject, planOf } from "./migration-plan.ts";
import { oldPackages } from "./old-specifier.ts";
import { type ProjectFile, sourceFiles, textOf } from "./source-files.ts";
import { treeWarning } from "./tree-state.ts";
import { type FileToWrite, writeFiles } from "./write-files.ts";

/** What `migrate` was asked for. */
export interface MigrateOptions {
  dryRun: boolean;
  packageSpec: string | undefined;
}

/** What `migrate` did, or would do. */
export interface Migration {
  directory: string;
  dryRun: boolean;
  files: ChangedFile[];
  /** What a person has to see to. */
  findings: LocatedFinding[];
  /** What a person may want to know. */
  notes: string[];
  /** What to type now. */
  next: string[];
}

/** A file that is changed or made. */
export interface ChangedFile {
  /** Relative to the directory, with slashes. */
  path: string;
  action: "change" | "create";
  hunks: Hunk[];
}

/** A finding in a file of the project. */
export interface LocatedFinding extends Finding {
  file: string;
}

/**
 * Changes a project of the old SDK, in the folder in which the command runs, to mesh-wasm.
 *
 * @throws MeshWasmError MW1105 where there is none, MW1106 for a package.json that is no JSON, MW0108 where a file cannot be
 * written; then nothing is changed.
 */
export async function migrateProject(ctx: CommandContext, options: MigrateOptions): Promise<Migration> {
  const project = readProject(ctx);
  const { directory } = project;
  const migrated = migratedSources(project.sources);
  if (migrated.length === 0 && !(project.manifest && dependsOnOld(project.manifest))) throw nothingHere(directory);
  const warning = options.dryRun ? null : await treeWarning(ctx, directory);
  if (warning) ctx.warn(warning);

  const { files, notes } = planOf(project, migrated, specFor(options, directory));
  const changed = files.filter(({ before, text }) => before !== text);
  if (!options.dryRun) writeFiles(changed);
  const findings = migrated.flatMap(({ file, result }) =>
    result.findings.map((each) => ({ file: file.path, ...each })),
  );
  for (const { file, line, column, message, hint } of findings)
    ctx.warn(`${file}:${line}:${column} ${message}: ${hint}`);
  const isDone = options.dryRun || changed.length === 0;
  return {
    directory,
    dryRun: options.dryRun,
    files: changed.map((file) => shownFile(file, directory)),
    findings,
    notes,
    next: isDone ? [] : [`${callingPackageManager(ctx.env)} install`, "npx mesh-wasm build"],
  };
}

function readProject(ctx: CommandContext): OldProject {
  const directory = ctx.cwd;
  const manifestText = readIfThere(join(directory, "package.json"));
  const manifest = manifestText === null ? null : parseManifest(manifestText);
  const { sources, unreadable } = sourceFiles(directory);
  for (const path of unreadable) ctx.warn(`${path} is not UTF-8 and was left alone`);
  return { directory, sources, manifestText, manifest, asconfig: readIfThere(join(directory, "asconfig.json")) };
}

function shownFile({ path, before, text }: FileToWrite, directory: string): ChangedFile {
  return {
    path: relative(directory, path).split(sep).join("/"),
    action: before === null ? "create" : "change",
    hunks: diffLines(before ?? "", text),
  };
}

function migratedSources(sources: readonly ProjectFile[]): Migrated[] {
  const known = knownNames();
  return sources.flatMap((file) => {
    const result = migrateSource(file.text, known);
    return result ? [{ file, result }] : [];
  });
}

function specFor({ packageSpec: typed }: MigrateOptions, directory: string): string {
  return typed ? typedSpec(typed, directory, directory) : packageSpec(packageRoot(), directory);
}

function parseManifest(text: string): Manifest {
  try {
    const manifest = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof manifest === "object" && manifest !== null && !Array.isArray(manifest)) return manifest;
    throw new Error("it is no object");
  } catch (error) {
    throw new MeshWasmError("MW1106", "package.json cannot be read", {
      details: [(error as Error).message],
      cause: error,
    });
  }
}

function nothingHere(directory: string): MeshWasmError {
  return new MeshWasmError("MW1105", `nothing in ${directory} uses ${oldPackages.join(" or ")}`);
}

function readIfThere(path: string): string | null {
  return existsSync(path) ? (textOf(path) ?? readFileSync(path, "utf8")) : null;
}
