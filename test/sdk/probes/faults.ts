// Does what the path of a request says, and logs what came of it.
import {
  Bytes,
  Counter,
  callForeignFunction,
  encodeHex,
  encodeUtf8,
  GrpcCall,
  GrpcService,
  GrpcStatus,
  Headers,
  HeadersAction,
  HttpCall,
  HttpContext,
  LogLevel,
  log,
  PluginContext,
  property,
  Regex,
  registerPlugin,
  SharedData,
  Status,
} from "mesh-wasm/assembly";

log.info("loaded");

class Plugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Denying(this);
  }

  onVmStart(): bool {
    log.info(`VM ${this.vmConfigurationText} ${encodeHex(this.vmConfiguration)}`);
    return true;
  }

  onConfigure(): bool {
    // In this order: what was found first must not show up in the second
    const vm = this.vmConfigurationText;
    log.info(`plugin [${this.pluginConfigurationText}] [${encodeHex(this.pluginConfiguration)}] ${vm}`);
    return true;
  }

  onTick(): void {
    log.info(`done ${<i32>this.done()}`);
  }

  onForeignFunction(functionId: u32, size: u32): void {
    log.info(`called ${functionId} with ${encodeHex(this.callbackData)} of ${size}`);
  }

  onDone(): bool {
    log.info("plugin onDone");
    return false;
  }

  onLog(): void {
    log.info("plugin onLog");
  }

  onDelete(): void {
    log.info("plugin onDelete");
  }
}

class Stream extends HttpContext {
  constructor(protected plugin: Plugin) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.path;
    if (path == "/statuses") log.info(this.statuses());
    if (path == "/stale") this.stale();
    if (path == "/missing") this.missing();
    if (path == "/finish") log.info(`done ${<i32>this.plugin.done()}`);
    if (path == "/throw") throw new Error(`thrown with ${this.contextId}`);
    if (path == "/levels") this.levels();
    if (path == "/bytes") this.copyBytes();
    if (path == "/results") this.copyResults();
    if (path == "/language") this.language();
    return HeadersAction.Continue;
  }

  /** What the host answers to calls of each kind. */
  private statuses(): string {
    const counter = Counter.define("refused");
    const nothing = new StaticArray<u8>(0);
    const http = HttpCall.get("cluster", "/");
    const grpc = new GrpcCall(GrpcService.ofCluster("cluster"), "a.B", "C", nothing);
    const text = property.getString("no.such");
    const all: Status[] = [
      property.lastStatus(),
      property.set("name", "value"),
      callForeignFunction("no_such", nothing).status,
      this.request.headers.statusOf("x-some"),
      this.request.headers.set("x-some", "1"),
      this.request.headers.add("x-some", "1"),
      this.request.headers.remove("x-some"),
      this.request.body.replaceText("text"),
      this.sendLocalReply(403),
      this.closeRequest(),
      this.plugin.setTickPeriod(100),
      SharedData.get("key").status,
      SharedData.setText("key", "text"),
      counter.increment(),
      http.send<Stream>(this, (stream, response) => {}),
      grpc.send<Stream>(this, (stream, response) => {}),
    ];
    let line = `${text === null} ${this.request.body.size} ${counter.value}`;
    for (let i = 0; i < all.length; ++i) line += ` ${<i32>all[i]}`;
    return line;
  }

  /** Reads what is there, and then what is not, by the same function. */
  private stale(): void {
    const nothing = new StaticArray<u8>(0);
    log.info(`property ${shown(property.getString("there"))} ${shown(property.getString("not"))}`);
    log.info(`bytes ${shownBytes(property.getBytes("there"))} ${shownBytes(property.getBytes("not"))}`);
    log.info(`number ${property.getInt("number", -1)} ${property.getInt("not", -1)}`);
    const found = callForeignFunction("there", nothing);
    const missing = callForeignFunction("not", nothing);
    log.info(`foreign ${encodeHex(found.bytes)} [${encodeHex(missing.bytes)}]`);
    log.info(`header ${shown(this.request.headers.get("there"))} ${shown(this.request.headers.get("not"))}`);
    log.info(`body ${this.request.body.text()} [${this.response.body.text()}] ${this.response.body.bytes().length}`);
    log.info(`shared ${shown(SharedData.getText("there"))} ${shown(SharedData.getText("not"))}`);
  }

  private missing(): void {
    const headers = this.request.headers;
    log.info(`empty ${shown(headers.get("x-empty"))} ${headers.has("x-empty")} ${<i32>headers.statusOf("x-empty")}`);
    log.info(`none ${shown(headers.get("x-none"))} ${headers.has("x-none")} ${<i32>headers.statusOf("x-none")}`);
    log.info(`early ${shown(this.response.headers.get("x-none"))} ${<i32>this.response.headers.statusOf("x-none")}`);
  }

  private levels(): void {
    log.trace("a");
    log.debug("b");
    log.info("c");
    log.warn("d");
    log.error("e");
    log.critical("f");
    for (let level = LogLevel.Trace; level <= LogLevel.Critical; ++level) log.write(level, `write ${<i32>level}`);
  }

  private copyBytes(): void {
    const value = this.request.headers.getBytes("x-raw");
    if (!value) return;
    this.request.headers.setBytes("x-copy", value);
    this.request.headers.addBytes("x-other", value);
    const copy = this.request.headers.entries();
    log.info(`${encodeHex(copy.bytesAt(copy.indexOf("x-other")))} ${shown(this.request.headers.get("x-raw"))}`);
  }

  /** Gives two results in a row back to the host, each once more as text. */
  private copyResults(): void {
    const first = property.getBytes("first");
    const second = property.getBytes("second");
    const text = property.getString("second");
    const other = property.getString("first");
    property.setBytes("first", first!);
    property.setBytes("second", second!);
    property.set("second", text!);
    property.set("first", other!);
  }

  private language(): void {
    HttpCall.get("cluster", "/").send<Stream>(this, (stream, response) => {
      log.info(`stream ${stream.contextId} has its answer ${response.status}`);
    });
    const value = this.request.headers.get("x-empty");
    log.info(value === null ? "no header" : value == "" ? "an empty header" : "a header");
    const regex = Regex.compile("^/lang(uage)?$");
    log.info(`regex ${regex !== null && regex.test("/language")} ${Regex.compile("(") === null}`);
    // A stream is answered once: each of these stands for another one
    this.answering().sendLocalReply(403);
    this.answering().sendLocalReply(404, "nothing here");
    this.answering().sendLocalReplyBytes(500, encodeUtf8("bytes"));
  }

  private answering(): HttpContext {
    return new Denying(this.plugin);
  }
}

/** Overrides a method that has parameters with defaults. */
class Denying extends Stream {
  sendLocalReply(
    status: u32,
    body: string = "",
    headers: Headers | null = null,
    details: string = "",
    grpcStatus: GrpcStatus = GrpcStatus.Unset,
  ): Status {
    return super.sendLocalReply(status, body, headers, details.length ? details : "by Denying", grpcStatus);
  }
}

/** A plugin whose configuration is read before its own `onConfigure`, which does not call `super`. */
class Typed extends PluginContext<TypedConfig> {
  createHttpContext(): HttpContext {
    return new TypedStream(this);
  }

  onConfigure(): bool {
    log.info(`typed ${this.config.name} ${this.pluginConfigurationText} ${this.vmConfigurationText}`);
    return true;
  }
}

@config
class TypedConfig {
  name: string = "none";
}

class TypedStream extends HttpContext {
  constructor(private plugin: Typed) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    log.info(`${this.plugin.rootId} ${this.plugin.contextId} has ${this.plugin.config.name}`);
    return HeadersAction.Continue;
  }
}

function shown(text: string | null): string {
  return text === null ? "null" : `"${text}"`;
}

function shownBytes(bytes: Bytes | null): string {
  return bytes ? encodeHex(bytes) : "null";
}

registerPlugin<Plugin>("faults");
registerPlugin<Typed>("typed");
