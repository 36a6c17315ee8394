// Streams that are ended in ways that Envoy would not survive: the path is `/HOW/WHERE`.
import {
  DataAction,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  registerPlugin,
  TrailersAction,
} from "mesh-wasm/assembly";

class Plugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  private how: string = "";
  private where: string = "";

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const words = this.request.path.split("/");
    this.how = words[1];
    this.where = words[2];
    if (this.how != "answered") return this.at("request-headers") ? HeadersAction.Pause : HeadersAction.Continue;
    this.sendLocalReply(418);
    return HeadersAction.Pause;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.at("response-headers");
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    this.at("response-body");
    return DataAction.Continue;
  }

  onResponseTrailers(): TrailersAction {
    this.at("response-trailers");
    return TrailersAction.Continue;
  }

  onLog(): void {
    this.at("log");
  }

  onDone(): bool {
    this.at("done");
    return true;
  }

  onDelete(): void {
    this.at("delete");
    log.info("gone");
  }

  /** Ends the stream here, if it is to be; whether it was. */
  private at(where: string): bool {
    if (where != this.where) return false;
    this.where = "";
    log.info(`statuses ${this.end()}`);
    return true;
  }

  private end(): string {
    if (this.how == "reset-twice") return `${this.reset()} ${this.reset()}`;
    if (this.how == "reply-reset") return `${this.reply()} ${this.reset()}`;
    if (this.how == "reset-reply") return `${this.reset()} ${this.reply()}`;
    if (this.how == "resume-reset") return `${<i32>this.continueResponse()} ${this.reset()}`;
    return `${this.reset()}`;
  }

  private reset(): i32 {
    return this.closeResponse();
  }

  private reply(): i32 {
    return this.sendLocalReply(418);
  }
}

registerPlugin<Plugin>("");
