import { delimiter, join, resolve } from "node:path";
import type { Context } from "../core/index.ts";
import { cachedEnvoys } from "./envoy-cache.ts";
import { funcEEnvoys } from "./func-e.ts";
import { wheelPlatformIfAny } from "./platform.ts";
import { isExecutable } from "./probe-envoy.ts";

/** Where a binary was found. */
export type EnvoySource = "ENVOY_PATH" | "PATH" | "func-e" | "cache";

/** A file that may be an Envoy; not tried yet. */
export interface EnvoyCandidate {
  path: string;
  source: EnvoySource;
  /** The version that the file's folder names; absent where none does. */
  version?: string;
}

/** The file that `ENVOY_PATH` names, as an absolute path. */
export function envoyPathCandidate(ctx: Context): EnvoyCandidate | undefined {
  const path = ctx.env["ENVOY_PATH"];
  return path ? { path: resolve(ctx.cwd, path), source: "ENVOY_PATH" } : undefined;
}

/** The files that may be an Envoy, best first, beside that of `ENVOY_PATH`: on `PATH`, of func-e, of mesh-wasm. */
export async function* envoyCandidates(ctx: Context): AsyncGenerator<EnvoyCandidate> {
  for (const path of await onPath(ctx)) yield { path, source: "PATH" };
  for (const found of await funcEEnvoys(ctx)) yield { ...found, source: "func-e" };
  const platform = wheelPlatformIfAny();
  if (!platform) return;
  for (const found of await cachedEnvoys(ctx, platform)) yield { ...found, source: "cache" };
}

/** Every `envoy` on `PATH`, not only the first: another program of that name may stand before it. */
async function onPath(ctx: Context): Promise<string[]> {
  const folders = (ctx.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const paths = new Set(folders.map((folder) => join(resolve(ctx.cwd, folder), "envoy")));
  const found: string[] = [];
  for (const path of paths) {
    if (await isExecutable(path)) found.push(path);
  }
  return found;
}
