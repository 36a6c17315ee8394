// Header maps: changes to each of the four, and what the host answers for each in every phase.
import {
  DataAction,
  HeaderMap,
  Headers,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  registerPlugin,
  TrailersAction,
} from "mesh-wasm/assembly";

class HeadersPlugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new HeadersStream();
  }
}

class HeadersStream extends HttpContext {
  private path: string = "";

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.path = this.request.path;
    this.visit("request headers", this.request.headers);
    return HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    this.visit("request body", null);
    return DataAction.Continue;
  }

  onRequestTrailers(): TrailersAction {
    this.visit("request trailers", this.request.trailers);
    return TrailersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.visit("response headers", this.response.headers);
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    this.visit("response body", null);
    return DataAction.Continue;
  }

  onResponseTrailers(): TrailersAction {
    this.visit("response trailers", this.response.trailers);
    return TrailersAction.Continue;
  }

  onLog(): void {
    this.visit("log", null);
    if (this.path == "/change") this.logAll();
  }

  onDone(): bool {
    this.visit("done", null);
    return true;
  }

  onDelete(): void {
    log.info(`delete ${this.path}`);
  }

  private visit(phase: string, map: HeaderMap | null): void {
    if (this.path == "/phases") this.tryAll(phase);
    if (this.path == "/change" && map) change(map, phase);
    if (this.path == "/pairs" && map) log.info(`${phase} replaced ${<i32>map.replaceAll(changedCopy(map))}`);
  }

  /** Status of a read, an addition, a replacement and a removal, for each map. */
  private tryAll(phase: string): void {
    const request = this.request;
    const response = this.response;
    const statuses = `${tryOut(request.headers)} ${tryOut(request.trailers)} ${tryOut(response.headers)} ${tryOut(response.trailers)}`;
    log.info(`phase ${phase}: ${statuses}`);
  }

  private logAll(): void {
    const request = this.request;
    const response = this.response;
    log.info(`log request headers ${list(request.headers)}`);
    log.info(`log request trailers ${list(request.trailers)}`);
    log.info(`log response headers ${list(response.headers)}`);
    log.info(`log response trailers ${list(response.trailers)}`);
  }
}

function tryOut(map: HeaderMap): string {
  const read = map.statusOf("x-none");
  return `${<i32>read}${<i32>map.add("x-try", "1")}${<i32>map.set("x-try", "2")}${<i32>map.remove("x-try")}`;
}

/** `x-in: a`, `x-in: b`, `x-old: old` and `x-gone: gone` came. */
function change(map: HeaderMap, what: string): void {
  const none = <i32>map.statusOf("x-none");
  log.info(`${what} had ${map.get("X-In")!} ${map.getAll("x-in").join(",")} ${none} ${map.has("x-empty")}`);
  const added = `${<i32>map.add("x-added", "1")}${<i32>map.add("x-added", what)}`;
  log.info(
    `${what} changed ${added}${<i32>map.set("x-old", "new")}${<i32>map.set("x-set", "set")}${<i32>map.remove("x-gone")}`,
  );
}

function changedCopy(map: HeaderMap): Headers {
  const copy = new Headers();
  const entries = map.entries();
  for (let i = 0; i < entries.length; ++i) {
    if (entries.nameAt(i) != "x-gone") copy.addBytes(entries.nameAt(i), entries.bytesAt(i));
  }
  return copy.add("x-pairs", "1").add("x-pairs", "2");
}

function list(map: HeaderMap): string {
  const entries = map.entries();
  let text = "";
  for (let i = 0; i < entries.length; ++i) {
    if (entries.nameAt(i).startsWith("x-")) text += `${entries.nameAt(i)}=${entries.valueAt(i)};`;
  }
  return text;
}

registerPlugin<HeadersPlugin>("headers");
