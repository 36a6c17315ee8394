import { existsSync } from "node:fs";
import { join } from "node:path";
import { configFileNames } from "../config/find.ts";
import { asconfigNotes } from "./asconfig-notes.ts";
import { configText } from "./config-text.ts";
import { findFilters } from "./filters.ts";
import { type Manifest, migrateManifest } from "./migrate-manifest.ts";
import type { MigratedSource } from "./migrate-source.ts";
import { oldPackages } from "./old-specifier.ts";
import type { ProjectFile } from "./source-files.ts";
import type { FileToWrite } from "./write-files.ts";

/** A source that has to do with the old SDK, and what became of it. */
export interface Migrated {
  file: ProjectFile;
  result: MigratedSource;
}

/** What the project is now. */
export interface OldProject {
  directory: string;
  sources: ProjectFile[];
  /** The text of package.json, and what it holds. */
  manifestText: string | null;
  manifest: Manifest | null;
  /** The text of asconfig.json. */
  asconfig: string | null;
}

/** What is to be written, and what to say of it. */
export interface Plan {
  files: FileToWrite[];
  notes: string[];
}

/**
 * What becomes of a project.
 *
 * @param spec how it will depend on mesh-wasm
 */
export function planOf(project: OldProject, migrated: readonly Migrated[], spec: string): Plan {
  const { directory, manifestText, asconfig } = project;
  const sources = migrated.map(({ file, result }) => fileToWrite(directory, file.path, file.text, result.text));
  const manifest = manifestText === null ? null : migrateManifest(manifestText, spec, keptPackages(migrated));
  const config = planConfig(project);
  return {
    files: [
      ...sources,
      ...(manifest ? [fileToWrite(directory, "package.json", manifestText, manifest.text)] : []),
      ...config.files,
    ],
    notes: [
      ...(asconfig === null ? [] : asconfigNotes(asconfig)),
      ...(manifest ? manifest.notes : ["there is no package.json: add mesh-wasm to the project in your own way"]),
      ...config.notes,
    ],
  };
}

function planConfig(project: OldProject): Plan {
  const { directory, manifest } = project;
  if (hasConfig(directory, manifest)) {
    return { files: [], notes: ["the configuration of mesh-wasm that is there stays as it is"] };
  }
  const filters = findFilters(project);
  if (filters.length > 0) {
    return { files: [fileToWrite(directory, "mesh-wasm.config.ts", null, configText(filters))], notes: [] };
  }
  return { files: [], notes: ["no source registers a plugin: write mesh-wasm.config.ts yourself"] };
}

/** The packages of the old SDK that sources import from still. */
function keptPackages(migrated: readonly Migrated[]): string[] {
  const specifiers = migrated.flatMap(({ result }) => result.stillImports);
  return oldPackages.filter((name) => specifiers.some((specifier) => specifier.includes(name)));
}

function hasConfig(directory: string, manifest: Manifest | null): boolean {
  return (
    configFileNames.some((name) => existsSync(join(directory, name))) || (manifest?.["mesh-wasm"] ?? null) !== null
  );
}

function fileToWrite(directory: string, path: string, before: string | null, text: string): FileToWrite {
  return { path: join(directory, path), before, text };
}
