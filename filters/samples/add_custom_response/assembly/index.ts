import { Headers, HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

const errorPage = "https://storage.googleapis.com/www.example.com/server-error.html";

/** Sends browsers to a page of yours when the upstream fails. */
class AddCustomResponse extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onResponseHeaders(endOfStream: bool): HeadersAction {
    const status = this.response.status;
    if (status < 500) return HeadersAction.Continue;
    const headers = new Headers().add("location", errorPage).add("origin-status", status.toString());
    this.sendLocalReply(302, "", headers);
    return HeadersAction.Pause;
  }
}

registerPlugin<AddCustomResponse>("add_custom_response");
