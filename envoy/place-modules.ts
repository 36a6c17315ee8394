import type { RunDirectory } from "./run-directory.ts";

/** A module of a configuration, copied into the run directory. */
export interface PlacedModule {
  plugin: string;
  /** Its path on this machine. */
  path: string;
}

/**
 * Copies every module that a part of a configuration names into the run directory, and answers the same part with the
 * paths that Envoy finds them at.
 */
export async function placeModules<T>(
  part: T,
  run: RunDirectory,
  seenAs: string,
): Promise<{ placed: T; modules: PlacedModule[] }> {
  const modules: PlacedModule[] = [];

  async function place(value: unknown, plugin: string): Promise<unknown> {
    if (Array.isArray(value)) return await inOrder(value, (item) => place(item, plugin));
    if (!isObject(value)) return value;
    const name = typeof value["name"] === "string" ? value["name"] : plugin;
    const file = moduleFile(value);
    if (file === undefined) {
      const entries = await inOrder(
        Object.entries(value),
        async ([key, item]) => [key, await place(item, name)] as const,
      );
      return Object.fromEntries(entries);
    }
    const added = await run.addModule(file);
    modules.push({ plugin: name, path: `${run.path}/${added}` });
    return { ...value, code: { local: { filename: `${seenAs}/${added}` } } };
  }

  return { placed: (await place(part, "")) as T, modules };
}

/** The file of a `VmConfig` whose code is local. */
function moduleFile(message: Record<string, unknown>): string | undefined {
  const code = message["code"];
  const local = isObject(code) ? code["local"] : undefined;
  const file = isObject(local) ? local["filename"] : undefined;
  return typeof file === "string" ? file : undefined;
}

async function inOrder<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await map(item));
  return results;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
