import {
  decodeHex,
  encodeUtf8,
  Headers,
  HeadersAction,
  HttpContext,
  log,
  now,
  PluginContext,
  registerPlugin,
} from "mesh-wasm/assembly";
import { constantTimeEqual, hmacMd5 } from "mesh-wasm/assembly/crypto";

const secretKey = encodeUtf8("your-secret-key");
/** How many seconds the clocks of client and proxy may differ, and a token is good. */
const validity: i64 = 300;
const challenge = 'HMAC realm="api"';

/** Lets in requests with `authorization: HMAC TIME:CODE`, where CODE is the HMAC-MD5 of method, path and TIME. */
class HmacTokenValidation extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const authorization = this.request.headers.get("authorization");
    if (authorization === null || authorization.length == 0) return this.challenge();
    if (!authorization.toLowerCase().startsWith("hmac ")) {
      return this.refuse(400, "Invalid Authorization scheme. Use 'HMAC'");
    }
    const token = authorization.substring("hmac ".length);
    const colon = token.indexOf(":");
    if (colon < 0) return this.refuse(400, "Invalid token format: expected 'timestamp:hmac'");
    return this.check(token.substring(0, colon), token.substring(colon + 1));
  }

  private check(time: string, code: string): HeadersAction {
    const seconds = secondsOf(time);
    if (seconds < 0) return this.refuse(400, "Invalid timestamp");
    if (abs<i64>(<i64>(now() / 1_000_000_000) - seconds) > validity) return this.refuse(403, "Token expired");
    const method = this.request.method;
    const path = this.request.path;
    if (method.length == 0 || path.length == 0) return this.refuse(400, "Missing required headers");
    const given = decodeHex(code);
    const expected = hmacMd5(secretKey, encodeUtf8(`${method}:${path}:${time}`));
    if (!given || !constantTimeEqual(given, expected)) return this.refuse(403, "Invalid HMAC");
    return HeadersAction.Continue;
  }

  private challenge(): HeadersAction {
    const headers = new Headers().add("www-authenticate", challenge);
    this.sendLocalReply(401, "Missing Authorization header", headers, `WWW-Authenticate: ${challenge}`);
    return HeadersAction.Pause;
  }

  private refuse(status: u32, reason: string): HeadersAction {
    log.info(`hmac_token_validation: ${reason}`);
    this.sendLocalReply(status, reason);
    return HeadersAction.Pause;
  }
}

/** Seconds since 1970; -1 for what is no such number. */
function secondsOf(text: string): i64 {
  if (text.length == 0 || text.length > 18) return -1;
  for (let i = 0; i < text.length; ++i) {
    const unit = text.charCodeAt(i);
    if (unit < 0x30 || unit > 0x39) return -1;
  }
  return i64.parse(text);
}

registerPlugin<HmacTokenValidation>("hmac_token_validation");
