// What the host has for every context: log, clocks, random numbers, ticks, names. The path says what to try.

import {
  BufferType,
  HeaderMapType,
  HeadersAction,
  HttpContext,
  LogLevel,
  log,
  monotonicNow,
  now,
  PluginContext,
  randomBytes,
  randomFloat,
  randomU32,
  registerPlugin,
  StreamType,
  Timer,
} from "mesh-wasm/assembly";
import { readBuffer } from "mesh-wasm/assembly/abi/buffer-calls";
import { WasiClock } from "mesh-wasm/assembly/abi/enums/wasi-clock";
import {
  proxy_close_stream,
  proxy_continue_stream,
  proxy_get_buffer_bytes,
  proxy_get_buffer_status,
  proxy_get_current_time_nanoseconds,
  proxy_get_header_map_pairs,
  proxy_get_header_map_size,
  proxy_grpc_cancel,
  proxy_grpc_close,
  proxy_grpc_send,
  proxy_log,
  proxy_set_effective_context,
  proxy_set_header_map_pairs,
} from "mesh-wasm/assembly/abi/host";
import { resultData, resultSize } from "mesh-wasm/assembly/abi/result";
import { clock_time_get, random_get } from "mesh-wasm/assembly/abi/wasi";

class HostPlugin extends PluginContext {
  ticks: i32 = 0;

  createHttpContext(): HttpContext {
    return new HostStream(this);
  }

  onTick(): void {
    log.info(`tick ${++this.ticks}`);
    if (this.ticks == 3) log.info(`stopped ${<i32>this.setTickPeriod(0)}`);
  }

  onResolveDns(token: u32, size: u32): void {
    const status = <i32>readBuffer(BufferType.ForeignFunctionArguments, 0, size);
    // The number of addresses, as many times to live, and the addresses, each with a zero byte
    const count = resultSize() ? load<u32>(resultData()) : 0;
    const texts = resultData() + 4 + 4 * count;
    const first = count ? String.UTF8.decodeUnsafe(texts, resultSize() - 4 - 4 * count, true) : "-";
    log.info(`resolved ${token} ${status} ${size > 0} ${count > 0} ${first}`);
  }
}

class HostStream extends HttpContext {
  private timer: Timer | null = null;

  constructor(private plugin: HostPlugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.path;
    if (path == "/log") this.logAll();
    if (path == "/levels") this.sendLocalReply(200, this.levels());
    if (path == "/clocks") this.sendLocalReply(200, this.clocks());
    if (path == "/random") this.sendLocalReply(200, this.random());
    if (path == "/ticks") this.plugin.setTickPeriod(5);
    if (path == "/dns") log.info(`asked ${this.plugin.resolveDns("localhost")}`);
    if (path == "/dns-unknown") log.info(`asked ${this.plugin.resolveDns("a..b")}`);
    if (path == "/wrong") this.sendLocalReply(200, this.wrong());
    if (path == "/wire") this.sendLocalReply(200, this.wire());
    if (path != "/timer") return HeadersAction.Continue;
    this.timer = Timer.after<HostStream>(this, 10, (stream) => {
      stream.sendLocalReply(200, "timer");
    });
    return HeadersAction.Pause;
  }

  private logAll(): void {
    log.trace("at trace");
    log.debug("at debug");
    log.info("at info");
    log.warn("at warn");
    log.error("at error");
    log.critical("at critical");
    console.log("from console");
  }

  private levels(): string {
    return `${log.isEnabled(LogLevel.Trace)} ${log.isEnabled(LogLevel.Debug)} ${log.isEnabled(LogLevel.Info)}`;
  }

  private clocks(): string {
    const before = monotonicNow();
    const other = <i32>clock_time_get(<WasiClock>2, 1, memory.data(8));
    return `${now() / 1_000_000} ${Date.now()} ${monotonicNow() >= before} ${other}`;
  }

  private random(): string {
    const large = randomBytes(100_000);
    const same = large[99_998] == large[99_999] && large[0] == large[1] && large[1] == large[2];
    const room = heap.alloc(0x10001);
    const tooMuch = <i32>random_get(room, 0x10001);
    heap.free(room);
    const isSmall = randomFloat() < 1 && Math.random() < 1;
    return `${same} ${randomU32() != randomU32()} ${isSmall} ${tooMuch}`;
  }

  /** Streams, maps, buffers and calls that there are not. */
  private wrong(): string {
    const bytes = memory.data(8);
    const stream = <StreamType>9;
    const map = HeaderMapType.HttpResponseHeaders;
    const statuses: i32[] = [
      proxy_continue_stream(stream),
      proxy_close_stream(stream),
      proxy_set_header_map_pairs(map, bytes, 4),
      proxy_get_header_map_pairs(<HeaderMapType>9, bytes, bytes + 4),
      proxy_get_buffer_bytes(<BufferType>9, 0, 1, bytes, bytes + 4),
      proxy_get_buffer_status(<BufferType>9, bytes, bytes + 4),
      // The two lowest bits of an id say of which kind it is: of no call, a gRPC call, a gRPC stream
      proxy_grpc_send(9999, bytes, 1, false),
      proxy_grpc_cancel(10001),
      proxy_grpc_close(10002),
      proxy_log(LogLevel.Info, 0xfffffff0, 4),
    ];
    return statuses.join(" ");
  }

  /** What the SDK itself has no use for. */
  private wire(): string {
    const slot = memory.data(8);
    const clock = <i32>proxy_get_current_time_nanoseconds(slot);
    const milliseconds = load<u64>(slot) / 1_000_000;
    const size = <i32>proxy_get_header_map_size(HeaderMapType.HttpRequestHeaders, slot);
    const bytes = load<u32>(slot);
    const none = <i32>proxy_get_header_map_size(HeaderMapType.HttpResponseHeaders, slot);
    return `${clock} ${milliseconds} ${size} ${bytes > 50} ${none} ${<i32>proxy_set_effective_context(9999)}`;
  }
}

registerPlugin<HostPlugin>("host");
