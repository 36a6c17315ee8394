import { HeadersAction, HttpContext, PluginContext, Query, registerPlugin } from "mesh-wasm/assembly";

const pathOfA = "/v1/";
const pathOfB = "/v2/";
/** Users whose share, 0 to 99, is at most this get B. */
const percentile = 50;

/** Sends one half of the users to another version of a service, and each of them always to the same one. */
class AbTesting extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.path;
    if (!path.toLowerCase().startsWith(pathOfA)) return HeadersAction.Continue;
    const user = Query.ofPath(path).get("user");
    if (user === null || user.length == 0 || shareOf(user) > percentile) return HeadersAction.Continue;
    // Envoy chooses the route anew when the path has changed
    this.request.path = pathOfB + path.substring(pathOfA.length);
    return HeadersAction.Continue;
  }
}

/** A number from 0 to 99 that is always the same for a user. */
function shareOf(user: string): i32 {
  const bytes = Uint8Array.wrap(String.UTF8.encode(user));
  let sum = bytes.length * 3;
  for (let i = 0; i < bytes.length; ++i) sum += bytes[i];
  return sum % 100;
}

registerPlugin<AbTesting>("ab_testing");
