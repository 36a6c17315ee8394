// Calls of every kind, told what to do by the path of the request.
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
  istioCluster,
  Join,
  KeptResponse,
  log,
  PluginContext,
  registerPlugin,
  Status,
  Steps,
  Timer,
} from "mesh-wasm/assembly";

class Plugin extends PluginContext {
  parked: Stream[] = [];

  createHttpContext(): HttpContext {
    return new Stream(this);
  }

  onTick(): void {
    log.info("tick");
    while (this.parked.length) this.parked.pop().continueRequest();
  }

  onConfigure(): bool {
    if (this.pluginConfigurationText != "call at start") return true;
    HttpCall.get("known", "/start").send<Plugin>(this, (plugin, response) => {
      log.info(`plugin ${plugin.contextId} heard ${response.status}`);
    });
    return true;
  }
}

class Stream extends HttpContext {
  private watch: Watch | null = null;
  private timer: Timer | null = null;

  constructor(private plugin: Plugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.path;
    if (path == "/get") return this.get("known");
    if (path == "/istio") return this.get(istioCluster("auth.shop.svc.cluster.local", 8080, "v2"));
    if (path == "/unknown") return this.get("unknown");
    if (path == "/post") return this.post();
    if (path == "/bad-header") return this.badHeader();
    if (path == "/steps") return this.steps();
    if (path == "/steps-any") return this.stepsAny();
    if (path == "/authorize") return this.authorize("known");
    if (path == "/authorize-unknown") return this.authorize("unknown");
    if (path == "/authorize-both") return this.authorizeBoth();
    if (path == "/join") return this.join();
    if (path == "/join-nothing") return this.joinNothing();
    if (path == "/grpc") return this.grpc();
    if (path == "/watch") return this.openWatch();
    if (path == "/grpc-unknown") return this.grpcTo("nowhere");
    if (path == "/grpc-empty") return this.grpcToNothing();
    if (path == "/timer") return this.later();
    if (path == "/park") return this.park();
    return HeadersAction.Continue;
  }

  private get(cluster: string): HeadersAction {
    const call = HttpCall.get(cluster, "/check");
    call.timeout = 250;
    const status = call.send<Stream>(this, (stream, response) => stream.onAnswer(response));
    if (status == Status.Ok) return HeadersAction.Pause;
    this.sendLocalReply(500, `${<i32>status} ${call.error}`);
    return HeadersAction.Pause;
  }

  private post(): HeadersAction {
    const call = HttpCall.post("known", "/entries", '{"a":1}');
    call.authority = "entries.example";
    call.headers.add("content-type", "application/json");
    call.trailers = new Headers().add("x-sum", "1");
    call.send<Stream>(this, (stream, response) => stream.onAnswer(response));
    return HeadersAction.Pause;
  }

  private badHeader(): HeadersAction {
    const call = HttpCall.get("known", "/");
    call.headers.add("bad\n", "1");
    const status = call.send<Stream>(this, (stream, response) => stream.onAnswer(response));
    this.sendLocalReply(500, `${<i32>status} ${call.error}`);
    return HeadersAction.Pause;
  }

  private onAnswer(response: CallResponse): void {
    log.info(`answered: ${response.text}`);
    if (response.failed) {
      this.sendLocalReply(502, response.message);
      return;
    }
    const type = response.headers.get("content-type");
    this.request.headers.set("x-answer", `${response.status} ${type ? type : "-"} ${response.text}`);
    this.continueRequest();
  }

  private steps(): HeadersAction {
    new Steps<Stream>(this)
      .then((stream, answer) => HttpCall.get("known", "/first"))
      .then((stream, answer) => HttpCall.get("known", `/second?${answer!.text}`))
      .then((stream, answer) => {
        stream.request.headers.set("x-answer", answer!.text);
        stream.continueRequest();
        return null;
      })
      .orElse((stream, reason) => {
        stream.sendLocalReply(503, reason);
      })
      .start();
    return HeadersAction.Pause;
  }

  private stepsAny(): HeadersAction {
    new Steps<Stream>(this)
      .then((stream, answer) => HttpCall.get("known", "/first"))
      .thenAny((stream, answer) => HttpCall.get("known", `/second?${answer!.status}`))
      .then((stream, answer) => {
        stream.request.headers.set("x-answer", answer!.text);
        stream.continueRequest();
        return null;
      })
      .orElse((stream, reason) => {
        stream.sendLocalReply(503, reason);
      })
      .start();
    return HeadersAction.Pause;
  }

  private authorize(cluster: string): HeadersAction {
    const call = HttpCall.get(cluster, "/check");
    call.timeout = 250;
    const status = call.send<Stream>(this, (stream, response) => {
      const kept = response.keep();
      if (response.ok != kept.ok) stream.sendLocalReply(500);
      else if (response.ok) stream.continueRequest();
      else stream.sendLocalReply(response.status == 403 ? 403 : 503);
    });
    if (status != Status.Ok) this.sendLocalReply(503);
    return HeadersAction.Pause;
  }

  private authorizeBoth(): HeadersAction {
    new Join<Stream>(this, (stream, answers) => {
      if (answers[0].ok && answers[1].ok) stream.continueRequest();
      else stream.sendLocalReply(answers[0].status == 403 ? 403 : 503);
    })
      .add(HttpCall.get("known", "/auth"))
      .add(HttpCall.get("known", "/quota"))
      .start();
    return HeadersAction.Pause;
  }

  private join(): HeadersAction {
    new Join<Stream>(this, (stream, answers) => stream.onAll(answers))
      .add(HttpCall.get("known", "/a"))
      .add(HttpCall.get("unknown", "/b"))
      .add(HttpCall.get("known", "/c"))
      .start();
    return HeadersAction.Pause;
  }

  private joinNothing(): HeadersAction {
    new Join<Stream>(this, (stream, answers) => stream.onAll(answers)).add(HttpCall.get("unknown", "/b")).start();
    return HeadersAction.Pause;
  }

  private onAll(answers: KeptResponse[]): void {
    const texts: string[] = [];
    for (let i = 0; i < answers.length; ++i) {
      const answer = answers[i];
      texts.push(answer.failed ? answer.message : `${answer.status}:${answer.text}`);
    }
    this.request.headers.set("x-answer", texts.join(", "));
    this.continueRequest();
  }

  private grpc(): HeadersAction {
    return this.grpcTo("greeter");
  }

  private grpcTo(cluster: string): HeadersAction {
    const call = new GrpcCall(GrpcService.ofCluster(cluster), "test.Greeter", "Greet", encodeUtf8("hello"));
    call.metadata.add("x-caller", "probe");
    const status = call.send<Stream>(this, (stream, response) => {
      const isSame = response.ok != response.failed && response.ok == response.keep().ok;
      if (!isSame) stream.sendLocalReply(500, "ok");
      else if (response.failed) stream.sendLocalReply(502, `${response.status} ${response.message}`);
      else stream.sendLocalReply(200, response.text);
    });
    if (status != Status.Ok) this.sendLocalReply(500, `${<i32>status} ${call.error}`);
    return HeadersAction.Pause;
  }

  private grpcToNothing(): HeadersAction {
    const nothing = new GrpcService(encodeUtf8(""));
    const call = new GrpcCall(nothing, "test.Greeter", "Greet", encodeUtf8("hello"));
    const status = call.send<Stream>(this, (stream, response) => stream.onAnswer(response));
    const watch = new Watch();
    const opened = watch.open(this, nothing, "test.Watcher", "Watch");
    this.sendLocalReply(500, `${<i32>status} ${call.error}, ${<i32>opened} ${watch.isOpen}`);
    return HeadersAction.Pause;
  }

  private openWatch(): HeadersAction {
    const watch = new Watch();
    this.watch = watch;
    const metadata = new Headers().add("x-caller", "probe");
    const status = watch.open(this, GrpcService.ofCluster("greeter"), "test.Watcher", "Watch", metadata);
    log.info(`open ${<i32>status} ${watch.isOpen}`);
    log.info(`send ${<i32>watch.send(encodeUtf8("first"))}`);
    return HeadersAction.Pause;
  }

  private later(): HeadersAction {
    this.timer = Timer.after<Stream>(this, 20, (stream) => {
      stream.request.headers.set("x-answer", "later");
      stream.continueRequest();
    });
    return HeadersAction.Pause;
  }

  private park(): HeadersAction {
    this.plugin.parked.push(this);
    this.plugin.setTickPeriod(10);
    return HeadersAction.Pause;
  }
}

class Watch extends GrpcStream {
  onInitialMetadata(metadata: HeaderMap): void {
    const value = metadata.get("x-server");
    log.info(`metadata ${value ? value : "-"}`);
  }

  onMessage(message: Bytes): void {
    const text = decodeUtf8(message);
    log.info(`message ${text}`);
    if (text == "more") this.send(encodeUtf8("second"));
    if (text == "close") log.info(`close ${<i32>this.close()}`);
    if (text == "cancel") log.info(`cancel ${<i32>this.cancel()} ${this.isOpen} ${<i32>this.send(encodeUtf8("x"))}`);
  }

  onTrailingMetadata(metadata: HeaderMap): void {
    log.info("trailing metadata");
  }

  onClose(status: GrpcStatus, message: string): void {
    log.info(`closed ${<i32>status} ${message} ${this.isOpen}`);
  }
}

registerPlugin<Plugin>("");
