import { type Context, MeshWasmError } from "../core/index.ts";
import { envoyCacheFolder } from "./envoy-cache.ts";
import { type EnvoySource, envoyCandidates, envoyPathCandidate } from "./envoy-candidates.ts";
import { matchesVersion } from "./envoy-version.ts";
import { funcEFolders } from "./func-e.ts";
import { probeEnvoy } from "./probe-envoy.ts";
import { type WantedVersion, wantedVersion } from "./wanted-version.ts";

/** An Envoy on this machine that runs Wasm. */
export interface EnvoyBinary {
  /** Absolute path of the executable file. */
  path: string;
  /** Version as Envoy says it, such as `1.40.0`. */
  version: string;
  /** Where it was found. */
  source: EnvoySource;
}

/** Which Envoy is wanted. */
export interface EnvoyOptions {
  /** A minor version (`1.38`, any patch of it) or a full one (`1.38.2`). Default: see {@link findEnvoy}. */
  version?: string;
}

/**
 * Finds an Envoy that runs Wasm: `ENVOY_PATH`, then `envoy` on `PATH`, then func-e's, then mesh-wasm's own, the newest
 * first within each. An unusable `ENVOY_PATH` is an error; another file that is not usable is passed over. Every
 * binary is tried before it is given.
 *
 * Without `options.version`, the version of `ENVOY_VERSION` or of `mesh-wasm envoy use` narrows the search beyond
 * `ENVOY_PATH`.
 *
 * @throws MeshWasmError MW0501 when there is none; MW0502 when `ENVOY_PATH` is unusable; MW0503 when the version asked
 * for is none; MW0504 when `ENVOY_PATH` is of another version than `options.version`; MW0002 when interrupted.
 *
 * @example
 * const envoy = await findEnvoy(processContext(), { version: "1.38" });
 * console.log(envoy.path, envoy.version);
 */
export async function findEnvoy(ctx: Context, options: EnvoyOptions = {}): Promise<EnvoyBinary> {
  const wanted = await wantedVersion(ctx, options.version);
  const named = await envoyOfEnvoyPath(ctx, wanted);
  if (named) return named;
  const rejected: string[] = [];
  const found = await findInstalled(ctx, wanted?.version, rejected);
  if (found) return found;
  const what = wanted ? `Envoy ${wanted.version}` : "Envoy";
  throw new MeshWasmError("MW0501", `there is no ${what} that runs Wasm on this machine${because(wanted)}`, {
    details: [...rejected, `looked on PATH, in ${[...funcEFolders(ctx), envoyCacheFolder(ctx)].join(", ")}`],
    hint: `run: mesh-wasm envoy install${wanted ? ` ${wanted.version}` : ""} - or set ENVOY_PATH to an Envoy of your own`,
  });
}

/**
 * The first usable Envoy beyond `ENVOY_PATH`, of the wanted version where one is given. Adds to `rejected` why others
 * were passed over.
 */
export async function findInstalled(
  ctx: Context,
  wanted: string | undefined,
  rejected: string[] = [],
): Promise<EnvoyBinary | undefined> {
  for await (const { path, source, version } of envoyCandidates(ctx)) {
    if (wanted !== undefined && version !== undefined && !matchesVersion(version, wanted)) {
      rejected.push(`${path} is Envoy ${version}`);
      continue;
    }
    const probe = await probeEnvoy(ctx, path);
    if (!probe.usable) {
      rejected.push([`${path} ${probe.problem}`, ...probe.details].join("\n  "));
      continue;
    }
    if (wanted === undefined || matchesVersion(probe.version, wanted)) return { path, version: probe.version, source };
    rejected.push(`${path} is Envoy ${probe.version}`);
  }
  return undefined;
}

async function envoyOfEnvoyPath(ctx: Context, wanted: WantedVersion | undefined): Promise<EnvoyBinary | undefined> {
  const candidate = envoyPathCandidate(ctx);
  if (!candidate) return undefined;
  const { path, source } = candidate;
  const probe = await probeEnvoy(ctx, path);
  if (!probe.usable) {
    throw new MeshWasmError("MW0502", `ENVOY_PATH: ${path} ${probe.problem}`, { details: probe.details });
  }
  if (wanted?.by === "asked" && !matchesVersion(probe.version, wanted.version)) {
    throw new MeshWasmError(
      "MW0504",
      `ENVOY_PATH: ${path} is Envoy ${probe.version}, but ${wanted.version} is asked for`,
    );
  }
  return { path, version: probe.version, source };
}

function because(wanted: WantedVersion | undefined): string {
  if (wanted?.by === "ENVOY_VERSION") return ` (ENVOY_VERSION is ${wanted.version})`;
  if (wanted?.by === "use") return ` (${wanted.version} was chosen with mesh-wasm envoy use)`;
  return "";
}
