import {
  Counter,
  Gauge,
  HeadersAction,
  Histogram,
  HttpContext,
  MetricType,
  PluginContext,
  registerPlugin,
  taggedName,
} from "mesh-wasm/assembly";
import {
  defineMetric,
  incrementMetric,
  metricResult,
  readMetric,
  recordMetric,
} from "mesh-wasm/assembly/abi/metric-calls";

class MetricsPlugin extends PluginContext {
  counter: Counter = Counter.define("probe_requests_total");
  gauge: Gauge = Gauge.define("probe_open");
  histogram: Histogram = Histogram.define("probe_size_bytes");
  tagged: Counter = Counter.define(taggedName("probe_tagged_total", [["subset", "v1.2"]]));

  createHttpContext(): HttpContext {
    return new MetricsStream(this);
  }
}

class MetricsStream extends HttpContext {
  constructor(private plugin: MetricsPlugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    if (this.request.path == "/wrong") this.sendLocalReply(200, wrong());
    else this.sendLocalReply(200, this.use());
    return HeadersAction.Pause;
  }

  private use(): string {
    const plugin = this.plugin;
    const statuses = `${<i32>plugin.counter.increment()}${<i32>plugin.counter.increment(4)}${<i32>plugin.tagged.increment(2)}`;
    const gauge = `${<i32>plugin.gauge.record(10)}${<i32>plugin.gauge.add(-3)}`;
    const histogram = `${<i32>plugin.histogram.record(7)}${<i32>plugin.histogram.record(70)}`;
    return `${statuses} ${gauge} ${histogram} ${plugin.counter.value} ${plugin.gauge.value}`;
  }
}

/** What the host says to an unknown type, to unknown metrics, and to a histogram. */
function wrong(): string {
  const type = <i32>defineMetric(<MetricType>3, "probe_none");
  const unknown = `${<i32>incrementMetric(99996, 1)}${<i32>recordMetric(99996, 1)}${<i32>readMetric(99996)}`;
  const histogram = Histogram.define("probe_size_bytes");
  return `${type} ${unknown} ${<i32>Counter.define("probe_requests_total").increment(0)} ${histogramMisuse()} ${<i32>histogram.status}`;
}

function histogramMisuse(): string {
  defineMetric(MetricType.Histogram, "probe_size_bytes");
  const id = <u32>metricResult();
  return `${<i32>incrementMetric(id, 1)}${<i32>readMetric(id)}`;
}

registerPlugin<MetricsPlugin>("metrics");
