import { Bytes, HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

/** Tells the client what it has sent: three request headers come back as response headers. */
class Mirror extends PluginContext {
  createHttpContext(): HttpContext {
    return new MirrorStream();
  }
}

class MirrorStream extends HttpContext {
  private user: Bytes | null = null;
  private agent: Bytes | null = null;
  private session: Bytes | null = null;

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const headers = this.request.headers;
    this.user = headers.getBytes("x-user");
    this.agent = headers.getBytes("user-agent");
    this.session = headers.getBytes("x-session");
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.add("x-seen-user", this.user);
    this.add("x-seen-agent", this.agent);
    this.add("x-seen-session", this.session);
    return HeadersAction.Continue;
  }

  private add(name: string, value: Bytes | null): void {
    if (value !== null) this.response.headers.addBytes(name, value);
  }
}

registerPlugin<Mirror>("mirror");
