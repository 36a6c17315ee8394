import type { EventLoop } from "../event-loop.ts";
import type { PluginHandle } from "../proxy/plugin-handle.ts";
import type { MetricStore } from "../shared/metrics.ts";
import { encodeSnapshot } from "./encode-snapshot.ts";
import { MetricSnapshots } from "./metric-snapshot.ts";

/** Envoy's default of `stats_flush_interval`. */
const defaultInterval = 5000;

/** Tells stats sinks of all metrics, again and again. */
export class StatsFlush {
  private readonly loop: EventLoop;
  private readonly snapshots: MetricSnapshots;
  private readonly sinks: readonly PluginHandle[];
  private readonly interval: number;

  constructor(loop: EventLoop, metrics: MetricStore, sinks: readonly PluginHandle[], interval = defaultInterval) {
    this.loop = loop;
    this.snapshots = new MetricSnapshots(metrics);
    this.sinks = sinks;
    this.interval = interval;
  }

  /** Begins: the first time is after one interval. */
  start(): void {
    this.loop.after(this.interval, () => {
      this.flush();
      this.start();
    });
  }

  private flush(): void {
    const buffer = encodeSnapshot(this.snapshots.take());
    for (const { root } of this.sinks) root?.tellOf(buffer, "envoy_on_stats_update");
  }
}
