// Calls, metrics and bodies: does what the path of a request says, and logs what came of it.
import {
  BodyBuffer,
  Bytes,
  Counter,
  clearRouteCache,
  DataAction,
  decodeUtf8,
  encodeUtf8,
  Gauge,
  GrpcCall,
  GrpcService,
  GrpcStatus,
  GrpcStream,
  HeaderMap,
  Headers,
  HeadersAction,
  Histogram,
  HttpCall,
  HttpContext,
  log,
  PluginContext,
  registerPlugin,
} from "mesh-wasm/assembly";

class Plugin extends PluginContext {
  counter: Counter = Counter.define("counter");
  gauge: Gauge = Gauge.define("gauge");
  histogram: Histogram = Histogram.define("histogram");

  createHttpContext(): HttpContext {
    return new Stream(this);
  }
}

class Stream extends HttpContext {
  private path: string = "";
  private upload: BodyBuffer = BodyBuffer.ofRequest(this, 100);

  constructor(private plugin: Plugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.path = this.request.path;
    if (this.path == "/metrics") this.metrics();
    if (this.path == "/http") this.http();
    if (this.path == "/grpc") this.grpc();
    if (this.path == "/watch") this.watch();
    if (this.path == "/clear") log.info(`clear ${<i32>clearRouteCache()}`);
    if (this.path == "/buffer") return this.upload.expect(endOfStream);
    return HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    const body = this.request.body;
    if (this.path == "/parts") log.info(`${body.size} ${body.text(2, 3)} ${body.bytes(4).length} ${body.text(9)}.`);
    if (this.path == "/change") {
      log.info(`${<i32>body.replaceText("new")} ${<i32>body.replace(encodeUtf8("bytes"))}`);
      log.info(`${<i32>body.prependText("<")} ${<i32>body.prepend(encodeUtf8("["))}`);
      log.info(`${<i32>body.appendText(">")} ${<i32>body.append(encodeUtf8("]"))}`);
    }
    if (this.path != "/buffer") return DataAction.Continue;
    if (!this.upload.isComplete(size, endOfStream)) return DataAction.Pause;
    body.replaceText(`all: ${body.text()}`);
    return DataAction.Continue;
  }

  private metrics(): void {
    const counter = this.plugin.counter;
    const gauge = this.plugin.gauge;
    log.info(`counter ${<i32>counter.increment(3)} ${counter.value} ${counter.value}`);
    log.info(`gauge ${<i32>gauge.record(7)} ${<i32>gauge.add(-2)} ${gauge.value}`);
    log.info(`histogram ${<i32>this.plugin.histogram.record(9)}`);
  }

  private http(): void {
    HttpCall.get("cluster", "/check").send<Stream>(this, (stream, response) => {
      log.info(`answer ${response.status} for ${stream.contextId}`);
      stream.request.headers.set("x-answer", "1");
    });
  }

  private grpc(): void {
    const call = new GrpcCall(GrpcService.ofCluster("cluster"), "a.B", "Call", encodeUtf8("message"));
    call.metadata.add("x-caller", "call");
    call.send<Stream>(this, (stream, response) => log.info(`answer ${response.status} ${response.text}`));
  }

  private watch(): void {
    const metadata = new Headers().add("x-caller", "stream");
    new Watch().open(this, GrpcService.ofCluster("cluster"), "a.B", "Watch", metadata);
  }
}

class Watch extends GrpcStream {
  onInitialMetadata(metadata: HeaderMap): void {
    log.info("initial metadata");
  }

  onMessage(message: Bytes): void {
    log.info(`message ${decodeUtf8(message)}`);
  }

  onTrailingMetadata(metadata: HeaderMap): void {
    const value = metadata.get("x-sum");
    log.info(`trailing metadata ${value ? value : "-"}`);
  }

  onClose(status: GrpcStatus, message: string): void {
    log.info(`closed ${<i32>status}`);
  }
}

registerPlugin<Plugin>("faults");
