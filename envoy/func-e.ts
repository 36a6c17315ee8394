import { homedir } from "node:os";
import { join } from "node:path";
import type { Context } from "../core/index.ts";
import { versionsIn } from "./envoy-cache.ts";
import { newestFirst } from "./envoy-version.ts";

/**
 * The Envoys that func-e has installed, newest first: `$FUNC_E_DATA_HOME/envoy-versions/<version>/bin/envoy`, and
 * `$FUNC_E_HOME/versions/<version>/bin/envoy`, where earlier releases of func-e put them.
 */
export async function funcEEnvoys(ctx: Context): Promise<{ version: string; path: string }[]> {
  const found = [];
  for (const folder of funcEFolders(ctx)) {
    found.push(...(await versionsIn(folder, (version) => join(folder, version, "bin", "envoy"))));
  }
  return found.sort((a, b) => newestFirst(a.version, b.version));
}

/** The folders that func-e keeps versions in; they need not exist. */
export function funcEFolders(ctx: Context): string[] {
  const home = ctx.env["HOME"] || homedir();
  const data = ctx.env["FUNC_E_DATA_HOME"] || join(home, ".local", "share", "func-e");
  const legacy = ctx.env["FUNC_E_HOME"] || join(home, ".func-e");
  return [join(data, "envoy-versions"), join(legacy, "versions")];
}
