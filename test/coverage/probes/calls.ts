// Calls to other services: the path says which.
import {
  Bytes,
  CallResponse,
  decodeUtf8,
  encodeUtf8,
  GrpcCall,
  GrpcService,
  GrpcStatus,
  GrpcStream,
  HeaderMap,
  Headers,
  HeadersAction,
  HttpCall,
  HttpContext,
  log,
  PluginContext,
  registerPlugin,
  Status,
} from "mesh-wasm/assembly";

class CallsPlugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new CallsStream();
  }
}

class CallsStream extends HttpContext {
  private watch: Watch | null = null;
  private path: string = "";

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.path;
    this.path = path;
    if (path == "/http") return this.http("mirror");
    if (path == "/http-nowhere") return this.http("nowhere");
    if (path == "/grpc") return this.grpc("greeter");
    if (path == "/grpc-nowhere") return this.grpc("nowhere");
    if (path == "/watch") return this.open();
    return HeadersAction.Continue;
  }

  onDelete(): void {
    log.info(`delete ${this.path}`);
  }

  private http(cluster: string): HeadersAction {
    const call = HttpCall.post(cluster, "/called", "question");
    call.headers.add("x-call", "1");
    call.trailers = new Headers().add("x-call-trailer", "2");
    const status = call.send<CallsStream>(this, (stream, response) => stream.onAnswer(response));
    if (status != Status.Ok) this.sendLocalReply(500, `${<i32>status} ${call.error}`);
    return HeadersAction.Pause;
  }

  private grpc(cluster: string): HeadersAction {
    const service = GrpcService.ofCluster(cluster);
    const call = new GrpcCall(service, "test.Greeter", "Greet", encodeUtf8("hello"));
    call.metadata.add("x-call", "1");
    const status = call.send<CallsStream>(this, (stream, response) => stream.onAnswer(response));
    if (status != Status.Ok) this.sendLocalReply(500, `${<i32>status} ${call.error}`);
    return HeadersAction.Pause;
  }

  private onAnswer(response: CallResponse): void {
    const kept = response.keep();
    const header = response.headers.get("x-in");
    const trailer = response.trailers.get("x-in");
    const headers = `${header ? header : "-"} ${trailer ? trailer : "-"}`;
    this.sendLocalReply(200, `${response.failed} ${kept.status} ${headers} ${response.message}${kept.text}`);
  }

  private open(): HeadersAction {
    const watch = new Watch();
    this.watch = watch;
    const metadata = new Headers().add("x-call", "1");
    const status = watch.open(this, GrpcService.ofCluster("greeter"), "test.Greeter", "Watch", metadata);
    log.info(`open ${<i32>status} send ${<i32>watch.send(encodeUtf8("first"))}`);
    return HeadersAction.Pause;
  }
}

class Watch extends GrpcStream {
  onInitialMetadata(metadata: HeaderMap): void {
    log.info(`initial ${metadata.get("x-server")!}`);
  }

  onMessage(message: Bytes): void {
    const text = decodeUtf8(message);
    log.info(`message ${text}`);
    if (text == "more") this.send(encodeUtf8("second"), true);
    if (text == "close") log.info(`close ${<i32>this.close()}`);
    if (text == "cancel") log.info(`cancel ${<i32>this.cancel()}`);
  }

  onTrailingMetadata(metadata: HeaderMap): void {
    const value = metadata.get("x-sum");
    log.info(`trailing ${value ? value : "-"}`);
  }

  onClose(status: GrpcStatus, message: string): void {
    log.info(`closed ${<i32>status} ${message}`);
  }
}

registerPlugin<CallsPlugin>("calls");
