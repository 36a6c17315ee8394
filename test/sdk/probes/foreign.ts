// Calls the foreign function that the path says, and answers with what came of it.
import {
  Bytes,
  DataAction,
  decodeHex,
  decodeUtf8,
  encodeHex,
  encodeUtf8,
  HeadersAction,
  HttpCall,
  HttpContext,
  log,
  NetworkAction,
  PluginContext,
  property,
  registerPlugin,
  SignatureCheck,
  Status,
  TcpContext,
  verifySignature,
  verifySignaturePem,
} from "mesh-wasm/assembly";
import { clearRouteCache } from "mesh-wasm/assembly/foreign/clear-route-cache";
import { compress, uncompress } from "mesh-wasm/assembly/foreign/compress";
import { declareProperty } from "mesh-wasm/assembly/foreign/declare-property";
import { Expression } from "mesh-wasm/assembly/foreign/expression";
import { ExpressionValue } from "mesh-wasm/assembly/foreign/expression-value";
import { ForeignResult } from "mesh-wasm/assembly/foreign/foreign-result";
import { LifeSpan } from "mesh-wasm/assembly/foreign/life-span";
import { PropertyType } from "mesh-wasm/assembly/foreign/property-type";
import { setEnvoyFilterState } from "mesh-wasm/assembly/foreign/set-envoy-filter-state";
import { sign, signPem } from "mesh-wasm/assembly/foreign/sign";
import { SignatureResult } from "mesh-wasm/assembly/foreign/signature-result";

class Foreign extends PluginContext {
  isGet: Expression = Expression.compile("request.method == 'GET'");
  text: string = "";

  onConfigure(): bool {
    this.text = this.pluginConfigurationText;
    const statuses: Status[] = [
      declareProperty("kept", PropertyType.String, LifeSpan.DownstreamConnection),
      declareProperty("kept", PropertyType.Bytes),
      declareProperty("dropped", PropertyType.String, LifeSpan.DownstreamRequest),
      declareProperty("once", PropertyType.String, LifeSpan.FilterChain, true),
      declareProperty(
        "message",
        PropertyType.Protobuf,
        LifeSpan.FilterChain,
        false,
        encodeUtf8("type.googleapis.com/google.protobuf.Struct"),
      ),
      setEnvoyFilterState("envoy.string", "no stream"),
    ];
    log.info(`declared ${joined(statuses)}`);
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }

  createTcpContext(): TcpContext {
    return new Connection(this);
  }
}

class Connection extends TcpContext {
  constructor(private plugin: Foreign) {
    super();
  }

  onNewConnection(): NetworkAction {
    if (this.plugin.text.length) setEnvoyFilterState("envoy.tcp_proxy.cluster", this.plugin.text);
    return NetworkAction.Continue;
  }
}

class Stream extends HttpContext {
  path: string = "";

  constructor(public plugin: Foreign) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.path = this.request.path;
    if (this.path == "/expression") return this.answer(this.expression());
    if (this.path == "/field") return this.answer(`${<i32>this.plugin.isGet.status} ${this.plugin.isGet.isTrue()}`);
    if (this.path == "/property") return this.answer(this.property());
    if (this.path == "/verify") return this.answer(this.verify());
    if (this.path == "/sign") return this.answer(this.sign());
    if (this.path == "/late") return this.answer(`${<i32>declareProperty("late", PropertyType.String)}`);
    if (this.path == "/state") return this.answer(this.setState());
    if (this.path == "/spans") return this.answer(this.twoSpans());
    if (this.path == "/continue") this.setState();
    if (this.path == "/called") return this.call();
    if (endOfStream && this.path.endsWith("compress")) this.code(new StaticArray<u8>(0));
    if (this.path == "/route") {
      property.set("subset", this.header("x-subset"));
      if (this.header("x-clear").length) log.info(`cleared ${<i32>clearRouteCache()}`);
    }
    return HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    if (!this.path.endsWith("compress")) return DataAction.Continue;
    if (endOfStream) this.code(this.request.body.bytes());
    return DataAction.Pause;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    if (this.path == "/late-clear") log.info(`clear in response ${<i32>clearRouteCache()}`);
    return HeadersAction.Continue;
  }

  onDone(): bool {
    if (this.path == "/late-clear") log.info(`clear in done ${<i32>clearRouteCache()}`);
    return true;
  }

  onDelete(): void {
    if (this.path == "/late-clear") log.info(`clear in delete ${<i32>clearRouteCache()}`);
  }

  onLog(): void {
    if (this.path == "/late-clear") log.info(`clear in log ${<i32>clearRouteCache()}`);
    if (this.path == "/continue") log.info(`logged ${Expression.compile("response.code >= 200").isTrue()}`);
  }

  private code(body: Bytes): void {
    const result = this.path == "/compress" ? compress(body) : uncompress(body);
    this.sendLocalReplyBytes(result.status == Status.Ok ? 200 : 500 + result.status, result.bytes);
  }

  private answer(body: string): HeadersAction {
    this.sendLocalReply(200, body);
    return HeadersAction.Pause;
  }

  private header(name: string): string {
    const value = this.request.headers.get(name);
    return value === null ? "" : value;
  }

  private bytes(name: string): Bytes {
    const value = decodeHex(this.header(name));
    return value === null ? new StaticArray<u8>(0) : value;
  }

  private setState(): string {
    const span = <LifeSpan>this.request.headers.getInteger("x-span", 0);
    const first = setEnvoyFilterState(this.header("x-key"), this.header("x-value"), span);
    const seen = property.getString(`filter_state["${this.header("x-key")}"]`);
    return `${<i32>first} ${seen === null ? "null" : seen}`;
  }

  private twoSpans(): string {
    const statuses: Status[] = [
      setEnvoyFilterState("envoy.string", "first", LifeSpan.DownstreamRequest),
      setEnvoyFilterState("envoy.string", "second", LifeSpan.FilterChain),
    ];
    return `${joined(statuses)} ${read("filter_state['envoy.string']")}`;
  }

  private call(): HeadersAction {
    HttpCall.get("v1", "/").send<Stream>(this, (stream, response) => {
      const expression = stream.plugin.isGet.evaluate();
      property.set("subset", "v2");
      const cleared = clearRouteCache();
      const set = setEnvoyFilterState("envoy.string", "from a call");
      log.info(`called ${<i32>expression.status} ${<i32>cleared} ${<i32>set} ${read("filter_state['envoy.string']")}`);
      stream.continueRequest();
    });
    return HeadersAction.Pause;
  }

  private property(): string {
    const parts: string[] = [read("kept"), read("dropped")];
    const value = this.header("x-value");
    if (value.length) parts.push(joined([property.set("kept", value), property.set("dropped", value)]));
    parts.push(joined([property.set("once", "first"), property.set("once", "second")]));
    parts.push(read("once"));
    property.setBytes("message", this.bytes("x-message"));
    parts.push(read("message.team"));
    return parts.join(" ");
  }

  private expression(): string {
    const expression = Expression.compile(this.header("x-expression"));
    const value = expression.evaluate();
    const seen = `${<i32>expression.status} ${<i32>value.status} ${typed(value, this.header("x-type"))}`;
    const isTrue = expression.isTrue();
    const deleted = expression.delete();
    return `${seen} ${isTrue} ${<i32>deleted} ${<i32>expression.evaluate().status}`;
  }

  private verify(): string {
    const hash = this.header("x-hash");
    const text = encodeUtf8("signed text");
    const pem = decodeUtf8(this.bytes("x-pem"));
    const signature = this.bytes("x-signature");
    if (pem.length) return checkOf(verifySignaturePem(hash, pem, text, signature));
    return checkOf(verifySignature(hash, this.bytes("x-der"), text, signature));
  }

  private sign(): string {
    const hash = this.header("x-hash");
    const text = encodeUtf8("signed text");
    const pem = decodeUtf8(this.bytes("x-pem"));
    return signatureOf(pem.length ? signPem(hash, pem, text) : sign(hash, this.bytes("x-der"), text));
  }
}

function read(name: string): string {
  const value = property.getString(name);
  return value === null ? "null" : value;
}

function typed(value: ExpressionValue, type: string): string {
  if (type == "bool") return value.asBool().toString();
  if (type == "integer") return value.asInteger(-1).toString();
  if (type == "double") return value.asDouble(-1).toString();
  return value.asString("none");
}

function joined(statuses: Status[]): string {
  let text = "";
  for (let i = 0; i < statuses.length; ++i) text += i ? `,${<i32>statuses[i]}` : `${<i32>statuses[i]}`;
  return text;
}

function checkOf(check: SignatureCheck): string {
  return `${<i32>check.status} ${check.valid} ${check.error}`;
}

function signatureOf(result: SignatureResult): string {
  return `${<i32>result.status} ${result.signed} ${encodeHex(result.signature)} ${result.error}`;
}

/** All of them in a host that has none. */
export function absent(): void {
  const bytes = encodeUtf8("bytes");
  const expression = Expression.compile("true");
  log.info(
    `absent ${resultOf(compress(bytes))} ${resultOf(uncompress(bytes))} ${<i32>clearRouteCache()} ${<i32>declareProperty("name")} ` +
      `${<i32>setEnvoyFilterState("key", "value")} ${signatureOf(sign("sha256", bytes, bytes))} ` +
      `${signatureOf(signPem("sha256", "pem", bytes))} ${checkOf(verifySignature("sha256", bytes, bytes, bytes))} ` +
      `${<i32>expression.status} ${<i32>expression.evaluate().status} ${expression.isTrue()} ${<i32>expression.delete()}`,
  );
}

function resultOf(result: ForeignResult): string {
  return `${<i32>result.status}/${result.bytes.length}`;
}

registerPlugin<Foreign>("foreign");
