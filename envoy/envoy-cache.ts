import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Context, directories, MeshWasmError, makeFolder } from "../core/index.ts";
import { newestFirst, normalizeVersion } from "./envoy-version.ts";
import type { WheelPlatform } from "./platform.ts";
import { isExecutable } from "./probe-envoy.ts";

/** The folder that mesh-wasm keeps its Envoys in, one folder per version in it and one per platform in that. */
export function envoyCacheFolder(ctx: Context): string {
  return join(directories(ctx).data, "envoy");
}

/** The folder of one version. The platform is a part of it because homes are shared between machines and containers. */
export function cachedEnvoyFolder(ctx: Context, version: string, platform: WheelPlatform): string {
  return join(envoyCacheFolder(ctx), version, platform);
}

/** The Envoys that mesh-wasm has installed for this platform, newest first. */
export async function cachedEnvoys(
  ctx: Context,
  platform: WheelPlatform,
): Promise<{ version: string; path: string }[]> {
  return versionsIn(envoyCacheFolder(ctx), (version) => join(cachedEnvoyFolder(ctx, version, platform), "envoy"));
}

/** The versions that `folder` has a folder for with an executable file at `pathOf(version)` in it, newest first. */
export async function versionsIn(
  folder: string,
  pathOf: (version: string) => string,
): Promise<{ version: string; path: string }[]> {
  const names = await readdir(folder).catch(() => []);
  const versions = names.filter((name) => normalizeVersion(name) === name).sort(newestFirst);
  const found: { version: string; path: string }[] = [];
  for (const version of versions) {
    const path = pathOf(version);
    if (await isExecutable(path)) found.push({ version, path });
  }
  return found;
}

/** The version that `mesh-wasm envoy use` has recorded, if any. */
export async function chosenVersion(ctx: Context): Promise<string | undefined> {
  const text = await readFile(chosenFile(ctx), "utf8").catch(() => "");
  return normalizeVersion(text);
}

/**
 * Records the version to use from now on.
 *
 * @throws MeshWasmError MW0510 when the folder cannot be written.
 */
export async function recordChosenVersion(ctx: Context, version: string): Promise<void> {
  const file = chosenFile(ctx);
  // A reader must never see a file that is written by half.
  const draft = `${file}.${crypto.randomUUID()}`;
  try {
    await makeFolder(envoyCacheFolder(ctx));
    await writeFile(draft, `${version}\n`);
    await rename(draft, file);
  } catch (error) {
    throw unwritable(ctx, error);
  }
}

/** MW0510 for an error of the file system below the folder of the Envoys. */
export function unwritable(ctx: Context, error: unknown): MeshWasmError {
  return new MeshWasmError("MW0510", `cannot write below ${envoyCacheFolder(ctx)}`, {
    details: [error instanceof Error ? error.message : String(error)],
    cause: error,
  });
}

function chosenFile(ctx: Context): string {
  return join(envoyCacheFolder(ctx), "current");
}
