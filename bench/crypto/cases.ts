import { join } from "node:path";
import type { Context } from "../../core/index.ts";
import { type HttpFilter, wasmHttpFilter } from "../../envoy/index.ts";
import type { LeftOut } from "../sdk/cases.ts";
import { type Algorithm, algorithms, type Way } from "./algorithms.ts";
import { buildCryptoRust, buildCryptoSdk } from "./modules.ts";

/** An algorithm in one of the ways. */
export interface CryptoCase {
  name: string;
  algorithm: Algorithm;
  way: Way;
  /** Path of the module. */
  module: string;
  filters: HttpFilter[];
}

/** All cases. Those whose modules this machine cannot build are left out with the reason. */
export async function cryptoCases(ctx: Context): Promise<{ cases: CryptoCase[]; leftOut: LeftOut[] }> {
  const all = algorithms().flatMap((algorithm) => algorithm.ways.map((way) => ({ algorithm, way })));
  const leftOut: LeftOut[] = [];

  function modulesOf(rust: boolean): string[] {
    return [...new Set(all.filter(({ way }) => (way === "rust") === rust).map(moduleName))];
  }

  const sdk = await buildCryptoSdk(ctx, modulesOf(false));
  const rust = await buildCryptoRust(ctx, modulesOf(true)).catch((error: unknown) => {
    leftOut.push({ case: "rust", reason: error instanceof Error ? error.message : String(error) });
    return null;
  });
  const cases = all.flatMap((each) => {
    const folder = each.way === "rust" ? rust : sdk;
    return folder === null ? [] : [caseOf(each, join(folder, `${moduleName(each)}.wasm`))];
  });
  return { cases, leftOut };
}

interface Pair {
  algorithm: Algorithm;
  way: Way;
}

function caseOf({ algorithm, way }: Pair, module: string): CryptoCase {
  const name = `${algorithm.name} ${way}`;
  const { key, text, derSignatures, signatures } = algorithm;
  const taken = way === "foreign" ? (derSignatures ?? signatures) : signatures;
  const lines = [key.toString("hex"), text, ...taken.map((signature) => signature.toString("hex"))];
  const filter = wasmHttpFilter({ name, module, rootId: "check", vmId: name, configuration: lines.join("\n") });
  return { name, algorithm, way, module, filters: [filter] };
}

/** Calls to Envoy differ only in what is given to them. */
function moduleName({ algorithm, way }: Pair): string {
  if (way === "foreign") return "foreign";
  return way === "native" ? `native-${algorithm.source}` : algorithm.source;
}
