import { resolve } from "node:path";
import { MeshWasmError, nearest } from "../../core/index.ts";
import type { Project } from "./load.ts";
import { parseSize } from "./size.ts";

/** A filter of the project, its paths absolute. */
export interface Filter {
  name: string;
  entry: string;
  rootId: string | undefined;
  /** Plugin configuration: a path, or the value itself. */
  configuration: string | Record<string, unknown> | undefined;
  /** Bytes. */
  sizeLimit: number | undefined;
}

/** All filters of the project. */
export function filtersOf(project: Project): Filter[] {
  return Object.entries(project.config.filters).map(([name, filter]) => ({
    name,
    entry: resolve(project.directory, filter.entry),
    rootId: filter.rootId,
    configuration:
      typeof filter.configuration === "string"
        ? resolve(project.directory, filter.configuration)
        : filter.configuration,
    sizeLimit: filter.sizeLimit === undefined ? undefined : parseSize(filter.sizeLimit),
  }));
}

/**
 * The filter of this name.
 *
 * @throws MeshWasmError MW0109 where the project has none like it
 */
export function filterNamed(project: Project, name: string): Filter {
  const filters = filtersOf(project);
  const found = filters.find((filter) => filter.name === name);
  if (found) return found;
  const names = filters.map((filter) => filter.name);
  const meant = nearest(name, names);
  throw new MeshWasmError("MW0109", `the project has no filter "${name}"`, {
    hint: meant ? `did you mean ${meant}?` : `it has ${names.join(", ")}`,
  });
}
