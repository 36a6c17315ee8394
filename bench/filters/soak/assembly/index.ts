// Does a bit of all that filters do: headers, bodies both ways, calls, timers, shared data, metrics, a configuration.
import {
  BodyBuffer,
  Bytes,
  CallResponse,
  Counter,
  DataAction,
  Gauge,
  HeaderSnapshot,
  HeadersAction,
  Histogram,
  HttpCall,
  HttpContext,
  PluginContext,
  registerPlugin,
  SharedCounter,
  Status,
  Timer,
} from "mesh-wasm/assembly";

@config
class Rule {
  prefix!: string;
  tags: Map<string, string> = new Map();
}

@config
class Settings {
  /** Counts the configurations; the client sees it in each response. */
  version: u32 = 0;
  rules: Rule[] = [];
}

class Soak extends PluginContext<Settings> {
  requests: Counter = Counter.define("soak_requests");
  sizes: Histogram = Histogram.define("soak_sizes");
  /** Linear memory of the VM that serves, in pages of 64 KiB. */
  pages: Gauge = Gauge.define("soak_pages");
  shared: SharedCounter = new SharedCounter("soak requests");
  ticks: u32 = 0;

  onConfigure(): bool {
    Timer.every<Soak>(this, 100, (plugin) => {
      plugin.ticks++;
    });
    return true;
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }
}

class Stream extends HttpContext {
  private upload: BodyBuffer = BodyBuffer.ofRequest(this, 256 << 10);
  private asked: HeaderSnapshot | null = null;
  private work: string = "";
  private answer: string = "";

  constructor(private plugin: Soak) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const headers = this.request.headers;
    const work = headers.get("x-work");
    this.work = work === null ? "" : work;
    this.asked = headers.snapshot();
    headers.set("x-headers", headers.entries().length.toString());
    if (!endOfStream) return this.upload.expect(false);
    return this.isDone() ? HeadersAction.Continue : HeadersAction.Pause;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    if (!this.upload.isComplete(size, endOfStream)) return DataAction.Pause;
    const body = this.request.body;
    const bytes = body.bytes();
    this.plugin.sizes.record(bytes.length);
    body.replace(reversed(bytes));
    return this.isDone() ? DataAction.Continue : DataAction.Pause;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    const asked = this.asked;
    const id = asked ? asked.get("x-id") : null;
    const headers = this.response.headers;
    headers.set("x-version", this.plugin.config.version.toString());
    headers.set("x-rule", this.rule());
    if (id !== null) headers.set("x-id", id);
    if (this.answer.length > 0) headers.set("x-answer", this.answer);
    if (!endOfStream) headers.remove("content-length");
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (endOfStream) this.response.body.appendText("!");
    return DataAction.Continue;
  }

  onLog(): void {
    this.plugin.requests.increment();
    this.plugin.shared.add(1);
    this.plugin.pages.record(memory.size());
  }

  /** Does what the request asks for; false when that takes a while, and the request goes on then. */
  private isDone(): bool {
    if (this.work == "call") return !this.call();
    if (this.work != "wait") return true;
    Timer.after<Stream>(this, 2, (stream) => {
      stream.goOn("waited");
    });
    return false;
  }

  private call(): bool {
    const call = HttpCall.post("helper", "/call", `{"work":"${this.work}"}`);
    call.headers.add("content-type", "application/json");
    call.timeout = 60_000;
    return call.send<Stream>(this, (stream, response) => stream.onAnswer(response)) == Status.Ok;
  }

  onAnswer(response: CallResponse): void {
    this.goOn(response.failed ? "failed" : response.text);
  }

  goOn(answer: string): void {
    this.answer = answer;
    this.continueRequest();
  }

  /** The tag of the first rule that the path begins with. */
  private rule(): string {
    const asked = this.asked;
    const path = asked ? asked.get(":path") : null;
    const rules = this.plugin.config.rules;
    for (let i = 0; path !== null && i < rules.length; ++i) {
      if (path.startsWith(rules[i].prefix)) return rules[i].tags.has("tag") ? rules[i].tags.get("tag") : "none";
    }
    return "none";
  }
}

function reversed(bytes: Bytes): Bytes {
  const result = new StaticArray<u8>(bytes.length);
  for (let i = 0, last = bytes.length - 1; i <= last; ++i) unchecked((result[i] = bytes[last - i]));
  return result;
}

registerPlugin<Soak>("soak");
