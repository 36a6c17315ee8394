import type { EnvoyAdmin } from "../../envoy/index.ts";

/** A metric that a plugin has defined, as Envoy shows it. */
export interface CountedMetric {
  name: string;
  /** A count, or how the values of a histogram are spread. */
  value: string;
}

/** The plugins' own counters and histograms, by name. */
export async function countedMetrics(admin: EnvoyAdmin): Promise<CountedMetric[]> {
  const counters = await admin.stats("^wasmcustom\\.");
  const histograms = await admin.histograms("^wasmcustom\\.");
  const counted = Object.entries(counters).map(([name, value]) => ({ name: short(name), value: String(value) }));
  const timed = Object.entries(histograms).map(([name, { percentiles, samples }]) => ({
    name: short(name),
    value: `${samples} values, median ${percentiles["P50"]}, P99 ${percentiles["P99"]}`,
  }));
  return [...counted.sort(byName), ...timed.sort(byName)];
}

function byName(a: CountedMetric, b: CountedMetric): number {
  return a.name < b.name ? -1 : 1;
}

/** Without the prefix that Envoy gives to every metric of a plugin. */
function short(name: string): string {
  return name.replace(/^wasmcustom\./, "");
}
