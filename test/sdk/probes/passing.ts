// Holds bodies both ways and marks them; what is too large passes untouched. Each part that comes is logged.
import {
  BodyBuffer,
  DataAction,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  registerPlugin,
  TrailersAction,
} from "mesh-wasm/assembly";

const limit: u32 = 50_000;

class Plugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  private upload: BodyBuffer = BodyBuffer.ofRequest(this, limit).passTooLarge();
  private download: BodyBuffer = BodyBuffer.ofResponse(this, limit).passTooLarge();

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const action = this.upload.expect(endOfStream);
    log.info(`request headers ${this.upload.isTooLarge}`);
    // Where the headers wait for the body
    return this.request.path == "/wait" && !endOfStream ? HeadersAction.Pause : action;
  }

  onRequestBody(size: u32, endOfStream: bool): DataAction {
    const isComplete = this.upload.isComplete(size, endOfStream);
    log.info(`request body ${size} ${endOfStream} ${this.upload.isTooLarge}`);
    if (!isComplete) return this.upload.action;
    this.request.body.appendText("!");
    return DataAction.Continue;
  }

  onRequestTrailers(): TrailersAction {
    const ends = this.upload.endsWithTrailers();
    log.info(`request trailers ${ends}`);
    if (ends) this.request.body.appendText("!");
    return TrailersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    const action = this.download.expect(endOfStream);
    log.info(`response headers ${this.download.isTooLarge}`);
    return action;
  }

  onResponseBody(size: u32, endOfStream: bool): DataAction {
    const isComplete = this.download.isComplete(size, endOfStream);
    log.info(`response body ${size} ${endOfStream} ${this.download.isTooLarge}`);
    if (!isComplete) return this.download.action;
    this.response.body.appendText("!");
    return DataAction.Continue;
  }

  onResponseTrailers(): TrailersAction {
    const ends = this.download.endsWithTrailers();
    log.info(`response trailers ${ends}`);
    if (ends) this.response.body.appendText("!");
    return TrailersAction.Continue;
  }
}

registerPlugin<Plugin>("");
