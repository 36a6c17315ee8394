// Wasm services, a stats sink, and a queue from an HTTP filter of one vm id to a service of another.

import {
  BufferType,
  Counter,
  decodeUtf8,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  registerPlugin,
  SharedQueue,
} from "mesh-wasm/assembly";
import { readBuffer } from "mesh-wasm/assembly/abi/buffer-calls";
import { resultData, resultSize } from "mesh-wasm/assembly/abi/result";

class ServicePlugin extends PluginContext {
  private queue: SharedQueue | null = null;
  private configuration: string = "";

  onConfigure(): bool {
    this.configuration = this.pluginConfigurationText;
    if (this.configuration == "consume") this.queue = SharedQueue.register("jobs");
    this.setTickPeriod(10);
    return true;
  }

  /** Ticks once in each VM. */
  onTick(): void {
    log.info(`${this.configuration} ticks`);
    this.setTickPeriod(0);
  }

  onQueueReady(queueId: u32): void {
    const queue = this.queue!;
    let job = queue.dequeue();
    while (job) {
      log.info(`job ${decodeUtf8(job)} ${queue.id == queueId}`);
      job = queue.dequeue();
    }
    log.info("no more jobs");
  }
}

class ProducerPlugin extends PluginContext {
  put: Counter = Counter.define("jobs_total");

  createHttpContext(): HttpContext {
    return new ProducerStream(this);
  }
}

class ProducerStream extends HttpContext {
  constructor(private plugin: ProducerPlugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.path;
    this.plugin.put.increment();
    const queue = SharedQueue.resolve("service", "jobs");
    const none = SharedQueue.resolve("nobody", "jobs");
    const unknown = new SharedQueue(12345);
    const statuses = `${<i32>unknown.enqueueText("x")} ${unknown.dequeue() == null} ${none == null}`;
    this.sendLocalReply(200, `${queue ? <i32>queue.enqueueText(path) : -1} ${statuses}`);
    return HeadersAction.Pause;
  }
}

class SinkPlugin extends PluginContext {
  onStatsUpdate(size: u32): void {
    const status = <i32>readBuffer(BufferType.ForeignFunctionArguments, 0, size);
    log.info(`stats ${status} ${resultSize() == size} ${firstCounter(resultData())}`);
  }
}

/**
 * Size, type and number of the counters come first, 4 bytes each; then of each counter the size of its name, the name, up
 * to 7 bytes that align what follows, the value and what it has grown by.
 */
function firstCounter(data: usize): string {
  const size = load<u32>(data, 12);
  const name = String.UTF8.decodeUnsafe(data + 16, size);
  const value = (data + 16 + size + 7) & ~7;
  return `${name} ${load<u64>(value)} ${load<u64>(value, 8)}`;
}

registerPlugin<ServicePlugin>("service");
registerPlugin<ProducerPlugin>("producer");
registerPlugin<SinkPlugin>("sink");
