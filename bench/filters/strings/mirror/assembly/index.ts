import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** The same with strings, as it is written where speed does not matter. */
class Mirror extends PluginContext {
  createHttpContext(): HttpContext {
    return new MirrorStream();
  }
}

class MirrorStream extends HttpContext {
  private user: string | null = null;
  private agent: string | null = null;
  private session: string | null = null;

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const headers = this.request.headers;
    this.user = headers.get("x-user");
    this.agent = headers.get("user-agent");
    this.session = headers.get("x-session");
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.add("x-seen-user", this.user);
    this.add("x-seen-agent", this.agent);
    this.add("x-seen-session", this.session);
    return HeadersAction.Continue;
  }

  private add(name: string, value: string | null): void {
    if (value !== null) this.response.headers.add(name, value);
  }
}

registerPlugin<Mirror>("mirror");
