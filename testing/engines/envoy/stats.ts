import type { EnvoyAdmin } from "../../../envoy/index.ts";
import type { MetricValues } from "../../engine.ts";
import type { Histogram } from "../../metrics.ts";

/** What Envoy puts before the names of plugins' metrics. */
const prefix = "wasmcustom.";

/** The counters and gauges of plugins, as of the last {@link refresh}. */
export class Stats implements MetricValues {
  readonly #adminUrl: string;
  readonly #values = { Counters: new Map<string, number>(), Gauges: new Map<string, number>() };

  constructor(adminUrl: string) {
    this.#adminUrl = adminUrl;
  }

  counter(name: string): number | undefined {
    return this.#values.Counters.get(name);
  }

  gauge(name: string): number | undefined {
    return this.#values.Gauges.get(name);
  }

  async refresh(): Promise<void> {
    await Promise.all([this.#read("Counters"), this.#read("Gauges")]);
  }

  async #read(type: "Counters" | "Gauges"): Promise<void> {
    const filter = encodeURIComponent(`^${prefix.replace(".", "\\.")}`);
    const response = await fetch(`${this.#adminUrl}/stats?format=json&type=${type}&filter=${filter}`);
    const { stats } = (await response.json()) as { stats: { name?: string; value?: number }[] };
    for (const { name, value } of stats) {
      if (name !== undefined && value !== undefined) this.#values[type].set(name.slice(prefix.length), value);
    }
  }
}

/** A histogram of a plugin. A busy worker hands its values in late, so this asks until there is something. */
export async function histogramIn(admin: EnvoyAdmin, name: string): Promise<Histogram | undefined> {
  const found = await admin.histograms(`^${prefix.replace(".", "\\.")}`);
  return found[prefix + name];
}
