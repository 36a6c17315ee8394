import {
  decodeHex,
  encodeUtf8,
  HeadersAction,
  HttpContext,
  log,
  PluginContext,
  Query,
  registerPlugin,
  withQuery,
} from "mesh-wasm/assembly";
import { constantTimeEqual, hmacSha256 } from "mesh-wasm/assembly/crypto";

const secretKey = encodeUtf8("your_secret_key");

/** Lets in requests whose path and query are signed: `token` is the HMAC-SHA-256 of all else, in hexadecimal digits. */
class HmacAuthtoken extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const path = this.request.path;
    if (!path.startsWith("/")) return this.refuse(400, "Error parsing the :path HTTP header", ": mismatch");
    const query = Query.ofPath(path);
    const token = query.get("token");
    if (token === null) return this.refuse(403, "Access forbidden - missing token", ".");
    query.remove("token");
    const signed = withQuery(path, query.toString());
    const signature = decodeHex(token);
    if (!signature || !constantTimeEqual(signature, hmacSha256(secretKey, encodeUtf8(signed)))) {
      return this.refuse(403, "Access forbidden - invalid token", ".");
    }
    // The upstream is not to see the token
    this.request.path = signed;
    return HeadersAction.Continue;
  }

  private refuse(status: u32, reason: string, detail: string): HeadersAction {
    log.info(`hmac_authtoken: ${reason}${detail}`);
    this.sendLocalReply(status, `${reason}.\n`);
    return HeadersAction.Pause;
  }
}

registerPlugin<HmacAuthtoken>("hmac_authtoken");
