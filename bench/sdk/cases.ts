import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../../core/index.ts";
import { type HttpFilter, wasmHttpFilter } from "../../envoy/index.ts";
import { type FilterName, filtersFolder } from "./modules/filters.ts";
import { buildGcore } from "./modules/gcore.ts";
import { buildRaw } from "./modules/raw.ts";
import { buildRust } from "./modules/rust.ts";
import { buildSdk, buildStrings } from "./modules/sdk.ts";

/** One way of doing the work. */
export interface Case {
  name: string;
  /** HTTP filters before the router. */
  filters: HttpFilter[];
  /** Path of the module, where it is one. */
  module?: string;
}

/** Envoy alone. */
export const nothing: Case = { name: "nothing", filters: [] };

/** A case that this machine cannot run. */
export interface LeftOut {
  case: string;
  reason: string;
}

const builders = { raw: buildRaw, sdk: buildSdk, strings: buildStrings, rust: buildRust, gcore: buildGcore };

/** A way of building the filter to a module. */
export type ModuleCase = keyof typeof builders;

/** Builds the modules of these cases. One that cannot be built is left out with the reason. */
export async function moduleCases(
  ctx: Context,
  filter: FilterName,
  names: readonly ModuleCase[],
): Promise<{ cases: (Case & { module: string })[]; leftOut: LeftOut[] }> {
  const cases: (Case & { module: string })[] = [];
  const leftOut: LeftOut[] = [];
  for (const name of names) {
    try {
      const module = join(await builders[name](ctx), `${filter}.wasm`);
      cases.push({ name, module, filters: [wasmFilter(name, filter, module)] });
    } catch (error) {
      // Ours must build; of the others what is missing on this machine is no fault
      if (name !== "rust" && name !== "gcore") throw error;
      leftOut.push({ case: name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { cases, leftOut };
}

/** The filter in a VM of its own. */
export function wasmFilter(vm: string, filter: FilterName, module: string): HttpFilter {
  return wasmHttpFilter({
    name: vm,
    module,
    rootId: filter,
    vmId: vm,
    allowOnHeadersStopIteration: filter === "orders",
  });
}

/** The filter in Envoy's own Lua. */
export async function luaCase(filter: FilterName): Promise<Case> {
  const source = await readFile(join(filtersFolder, `lua/${filter}.lua`), "utf8");
  const type = "type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua";
  const config = { "@type": type, default_source_code: { inline_string: source } };
  return { name: "lua", filters: [{ name: "envoy.filters.http.lua", typed_config: config }] };
}

/** `mirror` in C++: the filter that Envoy has for it. */
export function nativeCase(): Case {
  const type = "type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation";
  const added = { "x-seen-user": "x-user", "x-seen-agent": "user-agent", "x-seen-session": "x-session" };
  const mutations = Object.entries(added).map(([key, from]) => ({
    append: { header: { key, value: `%REQ(${from})%` } },
  }));
  const config = { "@type": type, mutations: { response_mutations: mutations } };
  return { name: "native", filters: [{ name: "envoy.filters.http.header_mutation", typed_config: config }] };
}
