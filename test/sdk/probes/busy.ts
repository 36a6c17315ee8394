// Reads three headers, looks one up, adds three: what a filter typically does.
import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";

class Busy extends PluginContext {
  tenants: Map<string, string> = new Map();

  constructor() {
    super();
    this.tenants.set("acme", "gold");
    this.tenants.set("ada", "silver");
  }

  createHttpContext(): HttpContext {
    return new Stream(this);
  }
}

class Stream extends HttpContext {
  private tenant: string = "";

  constructor(private plugin: Busy) {
    super();
  }

  onRequestHeaders(endOfStream: bool): HeadersAction {
    const headers = this.request.headers;
    const tenant = headers.get("x-tenant");
    this.tenant = tenant === null ? "" : tenant;
    const path = this.request.path;
    const agent = headers.get("user-agent");
    headers.add("x-plan", this.plugin.tenants.has(this.tenant) ? this.plugin.tenants.get(this.tenant) : "free");
    headers.add("x-from", agent === null ? "unknown" : agent);
    headers.add("x-asked", path);
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    this.response.headers.set("x-tenant", this.tenant);
    return HeadersAction.Continue;
  }
}

registerPlugin<Busy>("busy");
