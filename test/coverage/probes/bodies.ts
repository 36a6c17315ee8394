// Bodies: read and changed in either direction, as the path says: `/request/prepend`.
import {
  Body,
  DataAction,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  registerPlugin,
  TrailersAction,
} from "mesh-wasm/assembly";

class BodiesPlugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new BodiesStream();
  }
}

class BodiesStream extends HttpContext {
  private path: string = "";

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.path = this.request.path;
    if (this.path == "/too-early") tooEarly(this.request.body, "request");
    return HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    return this.body("request", this.request.body, size, endOfStream);
  }

  onRequestTrailers(): TrailersAction {
    this.trailers("request", this.request.body);
    return TrailersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    if (this.path == "/too-early") tooEarly(this.response.body, "response");
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    return this.body("response", this.response.body, size, endOfStream);
  }

  onResponseTrailers(): TrailersAction {
    this.trailers("response", this.response.body);
    return TrailersAction.Continue;
  }

  onDelete(): void {
    log.info(`delete ${this.path}`);
  }

  private body(side: string, body: Body, size: u32, endOfStream: bool): DataAction {
    if (!this.path.startsWith(`/${side}/`)) return DataAction.Continue;
    const how = this.path.substring(side.length + 2);
    if (how == "trailers") return DataAction.Pause;
    if (how == "drop") return body.text().endsWith(" ") ? DataAction.StopIterationNoBuffer : DataAction.Continue;
    if (!endOfStream) return how == "watermark" ? DataAction.StopIterationAndWatermark : DataAction.Pause;
    log.info(`${side} body ${size} ${body.size} ${body.text()} ${body.text(2, 3)} ${body.bytes(size).length}`);
    if (how == "replace") log.info(`${side} replaced ${<i32>body.replaceText("replaced")}`);
    if (how == "prepend") log.info(`${side} prepended ${<i32>body.prependText("before ")}`);
    if (how == "append") log.info(`${side} appended ${<i32>body.appendText(" after")}`);
    return DataAction.Continue;
  }

  /** The body that was held can still be changed when trailers end the stream. */
  private trailers(side: string, body: Body): void {
    if (this.path == `/${side}/trailers`) log.info(`${side} held ${body.text()} ${<i32>body.appendText(" held")}`);
  }
}

function tooEarly(body: Body, side: string): void {
  log.info(`${side} early ${body.size} ${body.bytes().length} ${<i32>body.replaceText("x")}`);
}

registerPlugin<BodiesPlugin>("bodies");
