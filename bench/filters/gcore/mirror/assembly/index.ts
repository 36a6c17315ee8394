export * from "@gcoredev/proxy-wasm-sdk-as/assembly/proxy";

import {
  Context,
  FilterHeadersStatusValues,
  RootContext,
  registerRootContext,
  stream_context,
} from "@gcoredev/proxy-wasm-sdk-as/assembly";

class MirrorRoot extends RootContext {
  createContext(context_id: u32): Context {
    return new Mirror(context_id, this);
  }
}

class Mirror extends Context {
  private user: string = "";
  private agent: string = "";
  private session: string = "";

  constructor(context_id: u32, root_context: MirrorRoot) {
    super(context_id, root_context);
  }

  onRequestHeaders(headers: u32, end_of_stream: bool): FilterHeadersStatusValues {
    this.user = stream_context.headers.request.get("x-user");
    this.agent = stream_context.headers.request.get("user-agent");
    this.session = stream_context.headers.request.get("x-session");
    return FilterHeadersStatusValues.Continue;
  }

  onResponseHeaders(headers: u32, end_of_stream: bool): FilterHeadersStatusValues {
    if (this.user.length > 0) stream_context.headers.response.add("x-seen-user", this.user);
    if (this.agent.length > 0) stream_context.headers.response.add("x-seen-agent", this.agent);
    if (this.session.length > 0) stream_context.headers.response.add("x-seen-session", this.session);
    return FilterHeadersStatusValues.Continue;
  }
}

registerRootContext((context_id: u32) => {
  return new MirrorRoot(context_id);
}, "mirror");
