// Does what the path says, and answers with what it saw.
import {
  attributes,
  Bytes,
  Counter,
  callForeignFunction,
  DataAction,
  decodeUtf8,
  encodeHex,
  encodeUtf8,
  Gauge,
  Headers,
  HeadersAction,
  Histogram,
  HttpContext,
  LogLevel,
  log,
  monotonicNow,
  now,
  PluginContext,
  property,
  randomBytes,
  randomFloat,
  randomU32,
  registerPlugin,
  Status,
  TrailersAction,
  taggedName,
  verifySignature,
  verifySignaturePem,
} from "mesh-wasm/assembly";

const early: Counter = Counter.define("probe_early");

class Http extends PluginContext {
  counter: Counter = Counter.define("probe_counter");
  gauge: Gauge = Gauge.define("probe_gauge");
  histogram: Histogram = Histogram.define("probe_histogram");
  tagged: Counter = Counter.define(taggedName("probe_tagged", [["subset", "v1.2"], ["left out"], ["zone", "a"]]));

  createHttpContext(): HttpContext | null {
    return new Stream(this);
  }
}

class Stream extends HttpContext {
  path: string = "";

  constructor(private plugin: Http) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.path = this.request.path;
    if (this.path == "/headers") return this.answer(this.headers());
    if (this.path == "/bytes") return this.answer(this.bytes());
    if (this.path == "/cache") return this.answer(this.cache());
    if (this.path == "/refused") return this.answer(this.refused());
    if (this.path == "/replace") return this.replace();
    if (this.path == "/pseudo") return this.pseudo();
    if (this.path == "/reply") return this.reply();
    if (this.path == "/grpc") return this.grpc();
    if (this.path == "/property") return this.answer(this.properties());
    if (this.path.startsWith("/attributes")) return this.answer(this.attributes());
    if (this.path == "/metrics") return this.answer(this.metrics());
    if (this.path == "/random") return this.answer(this.random());
    if (this.path == "/foreign") return this.answer(this.foreign());
    if (this.path == "/verify") return this.answer(this.verify());
    if (this.path == "/level") return this.answer(`${log.isEnabled(LogLevel.Debug)} ${log.isEnabled(LogLevel.Error)}`);
    if (this.path == "/close") {
      this.closeRequest();
      return HeadersAction.Pause;
    }
    if (this.path.startsWith("/body")) this.request.headers.remove("content-length");
    return HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    const body = this.request.body;
    if (this.path == "/body/replace") {
      if (!endOfStream) return DataAction.Pause;
      body.replaceText(`[${body.text()}]`);
    }
    if (this.path == "/body/around") {
      if (!endOfStream) return DataAction.Pause;
      body.prependText("<");
      body.append(encodeUtf8(">"));
      log.info(`size ${size} ${body.size} ${body.bytes(1, 3).length} ${body.text(0, 2)}`);
    }
    if (this.path == "/body/chunks" && body.size > 0) body.replaceText("chunk");
    if (this.path == "/body/empty") body.replace(new StaticArray<u8>(0));
    return DataAction.Continue;
  }

  onRequestTrailers(): TrailersAction {
    const trailers = this.request.trailers;
    const before = text(trailers.get("x-sum"));
    log.info(`request trailer ${before} ${<i32>trailers.set("x-sum", "43")} ${text(trailers.get("x-sum"))}`);
    return TrailersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    const headers = this.response.headers;
    headers.add("x-path", this.path);
    log.info(`response of ${this.path}`);
    if (this.path == "/response") {
      const cookies = headers.getAll("Set-Cookie");
      headers.set("x-cookies", cookies.join("|"));
      headers.set("x-status", this.response.status.toString());
      // Envoy does not show the request any more
      headers.set(
        "x-request",
        `${this.request.path}|${this.request.headers.statusOf(":path")}|${this.request.headers.entries().length}`,
      );
      this.response.status = 202;
      headers.remove("content-length");
    }
    if (this.path == "/replaced") this.sendLocalReply(418, "teapot", Headers.of([["x-tea", "green"]]), "tea time");
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (this.path != "/response") return DataAction.Continue;
    if (!endOfStream) return DataAction.Pause;
    this.response.body.replaceText(`${this.response.body.size}`);
    return DataAction.Continue;
  }

  onLog(): void {
    const status = this.response.headers.set("x-late", "1");
    const all = this.request.headers.replaceAll(
      new Headers().add(":path", "/").add(":method", "GET").add(":authority", "a"),
    );
    const seen = `${this.request.path} ${this.response.status} ${attributes.response.code} ${attributes.response.codeDetails}`;
    log.info(
      `logged ${seen} late ${<i32>status} ${<i32>all} ${attributes.upstream.address.length > 0} ${attributes.xds.clusterName}`,
    );
  }

  private answer(body: string): HeadersAction {
    this.sendLocalReply(200, body);
    return HeadersAction.Pause;
  }

  private headers(): string {
    const headers = this.request.headers;
    const lines: string[] = [];
    lines.push(`get ${text(headers.get("X-Twice"))} ${text(headers.get("x-empty"))} ${text(headers.get("x-none"))}`);
    lines.push(`all ${headers.getAll("x-Twice").join("|")} ${headers.getAll("x-none").length}`);
    lines.push(`has ${headers.has("x-empty")} ${headers.has("x-none")}`);
    lines.push(
      `equals ${headers.equals("x-twice", "a")} ${headers.equals("x-twice", "A")} ${headers.equals("x-none", "")}`,
    );
    lines.push(
      `integer ${headers.getInteger("x-number", -1)} ${headers.getInteger("x-twice", -1)} ${headers.getInteger("x-none", -2)}`,
    );
    lines.push(
      `status ${<i32>headers.statusOf("x-none")} ${<i32>this.response.headers.statusOf("x")} ${<i32>this.request.trailers.statusOf("x")}`,
    );
    lines.push(
      `host ${headers.get("host") == headers.get(":authority")} ${headers.get("Host") == this.request.authority}`,
    );
    lines.push(
      `set ${<i32>headers.set("x-new", "1")} ${<i32>headers.add("x-new", "2")} ${headers.getAll("x-new").join("|")}`,
    );
    lines.push(`remove ${<i32>headers.remove("X-Twice")} ${headers.has("x-twice")} ${<i32>headers.remove("x-none")}`);
    lines.push(
      `response ${<i32>this.response.headers.set("x-a", "b")} ${this.response.headers.entries().length} ${this.response.status}`,
    );
    const entries = headers.entries();
    lines.push(
      `entries ${entries.length} ${entries.has("x-new")} ${text(entries.get("X-NEW"))} ${entries.indexOf("x-none")}`,
    );
    lines.push(`first ${entries.nameAt(0)} ${entries.valueAt(0).length > 0} ${entries.bytesAt(0).length > 0}`);
    return lines.join("\n");
  }

  private bytes(): string {
    const headers = this.request.headers;
    const value = headers.getBytes("x-raw");
    const lines = [
      value ? encodeHex(value) : "none",
      text(headers.get("x-raw")),
      headers.getBytes("x-none") ? "some" : "none",
    ];
    if (value) {
      lines.push(`${<i32>headers.setBytes("x-copy", value)} ${<i32>headers.addBytes("x-copy", value)}`);
      const copies = headers.entries();
      lines.push(encodeHex(copies.bytesAt(copies.length - 1)));
    }
    const long = headers.get("x-long");
    lines.push(long ? `${long.length}` : "none");
    if (long) headers.set("x-long", long + long);
    lines.push(`${text(headers.get("x-long")).length} ${headers.entries().length}`);
    return lines.join("\n");
  }

  private cache(): string {
    const headers = this.request.headers;
    const seen: string[] = [];
    for (let i = 0; i < 3; ++i) {
      seen.push(`${text(headers.get("x-a"))} ${text(headers.get("X-B"))} ${text(headers.get("x-c"))}`);
      headers.set("x-a", `a${i}`);
      headers.add("x-b", "more");
      headers.remove("x-c");
    }
    // Both on the literal's encoding and on a name made here
    seen.push(`${text(headers.get("x-" + "a"))} ${text(headers.get(`x-${"b"}`))}`);
    return seen.join(" ");
  }

  private refused(): string {
    const headers = this.request.headers;
    const results = [
      headers.set("x-bad", "a\r\nb"),
      headers.add("x-bad", "a\0b"),
      headers.set("x bad", "a"),
      headers.set("", "a"),
      headers.set(":", "a"),
      headers.set("x-bäd", "a"),
      headers.remove("x-bad\n"),
      headers.setBytes("x-bad", encodeUtf8("\x7f")),
      headers.set("x-good", "tab\tand ünicode"),
      headers.replaceAll(new Headers().add(":path", "/")),
      headers.replaceAll(new Headers().add(":path", "/").add(":method", "GET").add(":authority", "a").add("x", "\n")),
      this.sendLocalReply(500, "no", Headers.of([["x-bad", "\r"]])),
    ];
    let text = "";
    for (let i = 0; i < results.length; ++i) text += `${<i32>results[i]} `;
    return `${text}${headers.has("x-bad")} ${headers.has("x-good")}`;
  }

  private replace(): HeadersAction {
    const headers = this.request.headers.entries();
    headers.add("x-added", "1").add("X-Added", "2").add("x-nothing", "");
    const status = this.request.headers.replaceAll(headers);
    this.request.headers.set("x-replaced", `${<i32>status}`);
    return HeadersAction.Continue;
  }

  private pseudo(): HeadersAction {
    this.request.path = "/other?x=1";
    this.request.method = "PUT";
    this.request.authority = "elsewhere";
    this.request.headers.set("x-scheme", this.request.scheme);
    this.request.headers.set("x-read", `${this.request.method} ${this.request.authority}${this.request.path}`);
    return HeadersAction.Continue;
  }

  private reply(): HeadersAction {
    const headers = new Headers().add("x-one", "1").add("x-many", "a").add("x-many", "b");
    const first = this.sendLocalReplyBytes(403, encodeUtf8("nö"), headers, "not today thanks");
    const second = this.sendLocalReply(500, "second");
    log.info(`replies ${<i32>first} ${<i32>second}`);
    return HeadersAction.Continue;
  }

  private grpc(): HeadersAction {
    this.sendLocalReply(403, "denied", null, "", 7);
    return HeadersAction.Pause;
  }

  private properties(): string {
    const lines: string[] = [];
    lines.push(
      `${text(property.getString("request.method"))} ${text(property.getString("request.headers['x-a.b']"))} ${text(property.getString(property.path(["request", "headers", "x-a.b"])))}`,
    );
    lines.push(`${text(property.getString("no.such"))} ${<i32>property.lastStatus()} ${property.has("request.path")}`);
    lines.push(
      `${property.getInt("request.size", -1) >= 0} ${property.getInt("request.method", -5)} ${<i32>property.lastStatus()}`,
    );
    lines.push(`${property.getInt("response.code", -7)} ${<i32>property.lastStatus()}`);
    lines.push(
      `${property.getBool("connection.mtls", true)} ${property.getBool("request.method", true)} ${<i32>property.lastStatus()}`,
    );
    lines.push(
      `${property.getTimestamp("request.time") / 1000000000 > 1700000000} ${property.getDuration("request.duration", -1)}`,
    );
    lines.push(
      `${<i32>property.set("probe", "välue")} ${text(property.getString("probe"))} ${text(property.getString('filter_state["wasm.probe"]'))}`,
    );
    lines.push(
      `${<i32>property.setBytes("raw", encodeUtf8("xyz"))} ${length(property.getBytes("raw"))} ${length(property.getBytes("none"))}`,
    );
    lines.push(
      `${property.getDouble('metadata.filter_metadata["com.example"].number', -1)} ${text(property.getString('xds.route_metadata.filter_metadata["com.example"].team'))}`,
    );
    return lines.join("\n");
  }

  private attributes(): string {
    const request = attributes.request;
    const source = attributes.source;
    const xds = attributes.xds;
    return [
      `${request.id.length} ${request.protocol} ${request.path} ${request.urlPath} ${request.query} ${request.host.length > 0}`,
      `${request.scheme} ${request.method} ${request.userAgent} ${request.referer} ${request.size} ${request.time > 0} ${request.duration}`,
      `${source.address.startsWith("127.0.0.1:")} ${source.port > 0} ${attributes.destination.port > 0} ${attributes.connection.id > 0}`,
      `${attributes.connection.mtls} "${attributes.connection.tlsVersion}" "${attributes.upstream.address}" ${attributes.response.code}`,
      `${xds.nodeId} ${xds.nodeCluster} ${xds.routeName} ${xds.virtualHostName} ${attributes.plugin.name} ${attributes.plugin.rootId}`,
    ].join("\n");
  }

  private metrics(): string {
    const counter = this.plugin.counter;
    const gauge = this.plugin.gauge;
    const histogram = this.plugin.histogram;
    const results: Status[] = [
      counter.increment(),
      counter.increment(4),
      counter.increment(0),
      gauge.record(10),
      gauge.add(-3),
      histogram.record(7),
      this.plugin.tagged.increment(),
      early.increment(2),
    ];
    let text = "";
    for (let i = 0; i < results.length; ++i) text += `${<i32>results[i]} `;
    return `${text}${counter.value} ${gauge.value} ${early.value} ${<i32>counter.status}`;
  }

  private random(): string {
    const a = randomBytes(70000);
    let differs = 0;
    for (let i = 1; i < a.length; ++i) differs += a[i] != a[i - 1] ? 1 : 0;
    const float = randomFloat();
    const earlier = monotonicNow();
    return `${a.length} ${differs > 69000} ${randomU32() != randomU32()} ${float >= 0 && float < 1} ${now() > 1700000000000000000} ${monotonicNow() >= earlier}`;
  }

  private foreign(): string {
    const compressed = callForeignFunction("compress", encodeUtf8("a".repeat(1000)));
    const back = callForeignFunction("uncompress", compressed.bytes);
    const unknown = callForeignFunction("no_such_function", new StaticArray<u8>(0));
    const corrupt = callForeignFunction("uncompress", encodeUtf8("corrupt"));
    return `${<i32>compressed.status} ${compressed.bytes.length < 100} ${back.bytes.length} ${<i32>unknown.status} ${unknown.bytes.length} ${<i32>corrupt.status}`;
  }

  private verify(): string {
    const headers = this.request.headers;
    const key = headers.getBytes("x-key");
    const signature = headers.getBytes("x-signature");
    const pem = headers.get("x-pem");
    if (!key || !signature || !pem) return "incomplete";
    const signed = encodeUtf8("signed text");
    const der = unhex(key);
    const right = verifySignature("sha256", der, signed, unhex(signature));
    const wrong = verifySignature("sha256", der, encodeUtf8("other text"), unhex(signature));
    const byPem = verifySignaturePem("sha256", decodeUtf8(unhex(encodeUtf8(pem))), signed, unhex(signature));
    const bad = verifySignature("sha256", signed, signed, signed);
    return `${right.valid} ${right.error} ${wrong.valid} ${wrong.error.length > 0} ${byPem.valid} ${bad.valid} ${<i32>bad.status}`;
  }
}

function unhex(digits: Bytes): Bytes {
  const bytes = new StaticArray<u8>(digits.length >> 1);
  for (let i = 0; i < bytes.length; ++i) bytes[i] = (nibble(digits[i << 1]) << 4) | nibble(digits[(i << 1) + 1]);
  return bytes;
}

function nibble(digit: u8): u8 {
  return digit < 0x3a ? digit - 0x30 : digit - 0x57;
}

function text(value: string | null): string {
  return value === null ? "null" : `"${value}"`;
}

function length(value: Bytes | null): i32 {
  return value ? value.length : -1;
}

registerPlugin<Http>("http");
