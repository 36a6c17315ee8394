import { type Context, isOffline, MeshWasmError } from "../core/index.ts";
import { recordChosenVersion } from "./envoy-cache.ts";
import { type EnvoyBinary, findInstalled } from "./find-envoy.ts";
import { installEnvoy } from "./install-envoy.ts";
import { wantedVersion } from "./wanted-version.ts";

/**
 * Chooses the version of Envoy that {@link findEnvoy} gives from now on when it is asked for none, and installs it when it
 * is missing. `ENVOY_PATH` and `ENVOY_VERSION` still go before the choice.
 *
 * @param version a minor version (`1.38`) or a full one; the full version of what is found or installed is recorded.
 * @throws MeshWasmError MW0511 when it is missing and `MESH_WASM_OFFLINE` is set, MW0503 when the text is no version, and
 * as {@link installEnvoy} does.
 */
export async function useEnvoy(ctx: Context, version: string): Promise<EnvoyBinary> {
  const wanted = (await wantedVersion(ctx, version))?.version ?? version;
  const envoy = (await findInstalled(ctx, wanted)) ?? (await installMissing(ctx, wanted));
  await recordChosenVersion(ctx, envoy.version);
  return envoy;
}

async function installMissing(ctx: Context, version: string): Promise<EnvoyBinary> {
  if (!isOffline(ctx)) return installEnvoy(ctx, version);
  throw new MeshWasmError("MW0511", `Envoy ${version} is not installed, and MESH_WASM_OFFLINE is set`);
}
