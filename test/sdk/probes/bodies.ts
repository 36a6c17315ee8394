// Buffers bodies both ways, and looks at the request's headers in the response phase.
import {
  BodyBuffer,
  DataAction,
  HeaderSnapshot,
  HeadersAction,
  HttpContext,
  PluginContext,
  registerPlugin,
  TrailersAction,
} from "mesh-wasm/assembly";

const limit: u32 = 100_000;

class Plugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  private upload: BodyBuffer = BodyBuffer.ofRequest(this, limit);
  private download: BodyBuffer = BodyBuffer.ofResponse(this, limit);
  private asked: HeaderSnapshot | null = null;

  onRequestHeaders(endOfStream: bool): HeadersAction {
    this.asked = this.request.headers.snapshot();
    return this.upload.expect(endOfStream);
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    if (!this.upload.isComplete(size, endOfStream)) return DataAction.Pause;
    this.double();
    return DataAction.Continue;
  }

  onRequestTrailers(): TrailersAction {
    if (this.upload.endsWithTrailers()) this.double();
    return TrailersAction.Continue;
  }

  private double(): void {
    const text = this.request.body.text();
    this.request.body.replaceText(text + text);
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    const asked = this.asked!;
    const path = asked.get(":path");
    this.response.headers.set("x-path", path ? path : "-");
    this.response.headers.set("x-all", asked.getAll("x-many").join("|"));
    this.response.headers.set("x-count", asked.getInteger("x-number", -1).toString());
    this.response.headers.set(
      "x-none",
      `${asked.get("nothing") === null} ${asked.has("x-many")} ${asked.equals("HOST", "h")}`,
    );
    this.response.headers.set("x-entries", asked.entries().get("x-number")!);
    return this.download.expect(endOfStream);
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    if (!this.download.isComplete(size, endOfStream)) return DataAction.Pause;
    this.shorten();
    return DataAction.Continue;
  }

  onResponseTrailers(): TrailersAction {
    if (this.download.endsWithTrailers()) this.shorten();
    return TrailersAction.Continue;
  }

  private shorten(): void {
    this.response.body.replaceText(`${this.response.body.size} bytes`);
  }
}

registerPlugin<Plugin>("");
