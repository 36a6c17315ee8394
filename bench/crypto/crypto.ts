import { stat } from "node:fs/promises";
import type { Context } from "../../core/index.ts";
import type { Report, Result } from "../report.ts";
import { drawn, interval, median, quantile } from "../sdk/statistics.ts";
import type { Way } from "./algorithms.ts";
import { type CryptoCase, cryptoCases } from "./cases.ts";
import { type CryptoPlan, fullCryptoPlan, measureCrypto } from "./measure.ts";

/**
 * Signatures and hashes: with the bare foreign function of Envoy (`foreign`), with it as the SDK offers it (`native`), in
 * AssemblyScript (`sdk`) and with Rust's crates (`rust`), all in Wasm modules of one Envoy.
 */
export async function benchCrypto(ctx: Context, plan: CryptoPlan = fullCryptoPlan): Promise<Report> {
  const { cases, leftOut } = await cryptoCases(ctx);
  const { envoy, microseconds } = await measureCrypto(ctx, cases, plan);
  const results: Result[] = [];
  for (const each of cases) {
    const values = microseconds.get(each.name) ?? [];
    results.push({
      case: each.name,
      cpu_us_per_check: median(values),
      q1_us: quantile(values, 0.25),
      q3_us: quantile(values, 0.75),
      ...ratioTo("foreign", each, microseconds),
      ...ratioTo("rust", each, microseconds),
      bytes: (await stat(each.module)).size,
    });
  }
  return { name: "crypto", rounds: plan.rounds, envoy, results, left_out: leftOut };
}

/** The time as a multiple of that of another way, and an interval that holds it with 95 %; nothing where there is no such way. */
function ratioTo(
  way: Way,
  { name, algorithm }: CryptoCase,
  microseconds: ReadonlyMap<string, readonly number[]>,
): Record<string, number> {
  const own = microseconds.get(name) ?? [];
  const other = microseconds.get(`${algorithm.name} ${way}`);
  if (!other) return {};
  const [low, high] = interval(own.length, (rounds) => median(drawn(own, rounds)) / median(drawn(other, rounds)));
  return { [`to_${way}`]: median(own) / median(other), [`to_${way}_low`]: low, [`to_${way}_high`]: high };
}
