// What a filter may leave behind for the codecs of Envoy: the request's `x-leave` says it, as "map?name=value" in percent-encoding.
import {
  DataAction,
  HeaderMap,
  HeadersAction,
  HttpContext,
  PluginContext,
  registerPlugin,
  TrailersAction,
} from "mesh-wasm/assembly";

class LeftPlugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new LeftStream();
  }
}

class LeftStream extends HttpContext {
  private map: string = "";
  private name: string = "";
  private value: string = "";

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const headers = this.request.headers;
    const text = headers.get("x-leave")!;
    headers.remove("x-leave");
    const map = text.indexOf("?");
    const name = text.indexOf("=", map);
    this.map = text.substring(0, map);
    this.name = decodeURIComponent(text.substring(map + 1, name));
    this.value = decodeURIComponent(text.substring(name + 1));
    if (this.map == "reply") {
      this.sendLocalReply(<u32>parseInt(this.name), this.value);
      return HeadersAction.Pause;
    }
    headers.set("x-envoy-upstream-rq-timeout-ms", "300");
    this.leave("request", headers);
    return HeadersAction.Continue;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    if (endOfStream && this.map == "request-body") this.request.body.replaceText(this.value);
    return DataAction.Continue;
  }

  onRequestTrailers(): TrailersAction {
    this.leave("request-trailers", this.request.trailers);
    return TrailersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.leave("response", this.response.headers);
    return HeadersAction.Continue;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (endOfStream && this.map == "response-body") this.response.body.replaceText(this.value);
    return DataAction.Continue;
  }

  onResponseTrailers(): TrailersAction {
    this.leave("response-trailers", this.response.trailers);
    return TrailersAction.Continue;
  }

  private leave(map: string, headers: HeaderMap): void {
    if (map != this.map) return;
    if (this.name.startsWith(":") && headers.has(this.name)) {
      if (this.value == "") headers.remove(this.name);
      else headers.set(this.name, this.value);
    } else headers.add(this.name, this.value);
  }
}

registerPlugin<LeftPlugin>("left");
