import {
  Cookies,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  randomU32,
  registerPlugin,
  SetCookie,
} from "mesh-wasm/assembly";

const cookieName = "my_cookie";

/** Gives each client that has none a cookie with the number of its session. */
class SetSessionCookie extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  /** Empty for a client that has none yet. */
  private sessionId: string = "";

  onRequestHeaders(endOfStream: bool): HeadersAction {
    // Now, because the headers of the request cannot be read when the response comes
    const header = this.request.headers.get("cookie");
    const sessionId = Cookies.parse(header === null ? "" : header).get(cookieName);
    if (sessionId !== null) this.sessionId = sessionId;
    return HeadersAction.Continue;
  }

  onResponseHeaders(endOfStream: bool): HeadersAction {
    if (this.sessionId.length > 0) {
      log.info(`set_cookie: This current request is for the existing session ID: ${this.sessionId}`);
      return HeadersAction.Continue;
    }
    const sessionId = randomU32().toString();
    log.info(`set_cookie: New session ID created for the current request: ${sessionId}`);
    const cookie = new SetCookie(cookieName, sessionId);
    cookie.path = "/";
    cookie.httpOnly = true;
    // Added, not set: the upstream may set cookies, too
    this.response.headers.add("Set-Cookie", cookie.toString());
    return HeadersAction.Continue;
  }
}

registerPlugin<SetSessionCookie>("set_cookie");
