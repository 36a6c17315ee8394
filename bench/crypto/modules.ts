import { join } from "node:path";
import type { Context } from "../../core/index.ts";
import { filtersFolder } from "../sdk/modules/filters.ts";
import { buildCrates } from "../sdk/modules/rust.ts";
import { buildFilters } from "../sdk/modules/sdk.ts";

const sources = join(filtersFolder, "crypto");

/** Builds the filters of this SDK, all ways but Rust. */
export function buildCryptoSdk(ctx: Context, names: readonly string[]): Promise<string> {
  const entries = Object.fromEntries(names.map((name) => [name, `assembly/${name}.ts`]));
  return buildFilters(ctx, "crypto-sdk", sources, entries);
}

/** Builds the filters with crates of RustCrypto and dalek. */
export function buildCryptoRust(ctx: Context, names: readonly string[]): Promise<string> {
  return buildCrates(ctx, "crypto-rust", join(sources, "rust"), names);
}
