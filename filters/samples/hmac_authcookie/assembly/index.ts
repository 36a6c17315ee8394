import {
  Cookies,
  decodeBase64,
  decodeHex,
  decodeUtf8,
  encodeUtf8,
  HeadersAction,
  HttpContext,
  log,
  now,
  PluginContext,
  registerPlugin,
} from "mesh-wasm/assembly";
import { constantTimeEqual, hmacSha256 } from "mesh-wasm/assembly/crypto";
import { clientAddress } from "./client-address";

const secretKey = encodeUtf8("your_secret_key");

/**
 * Lets in clients with a signed cookie `Authorization`: base64 of the client's address, a comma and the time at which the
 * cookie ends, in nanoseconds since 1970; a dot; base64 of the HMAC-SHA-256 of that in hexadecimal digits.
 */
class HmacAuthcookie extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
}

class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    const forwardedFor = this.request.headers.get("x-forwarded-for");
    const address = forwardedFor === null ? "" : clientAddress(forwardedFor);
    if (address.length == 0) return this.refuse("missing client IP");
    const header = this.request.headers.get("cookie");
    const cookie = Cookies.parse(header === null ? "" : header).get("Authorization");
    if (cookie === null) return this.refuse("missing HMAC cookie");
    const fault = faultOf(cookie, address);
    return fault.length == 0 ? HeadersAction.Continue : this.refuse(fault);
  }

  private refuse(reason: string): HeadersAction {
    log.info(`hmac_authcookie: Access forbidden - ${reason}.`);
    this.sendLocalReply(403, `Access forbidden - ${reason}.\n`);
    return HeadersAction.Pause;
  }
}

/** What is wrong with a cookie for a client; empty where nothing is. */
function faultOf(cookie: string, address: string): string {
  const parts = cookie.split(".");
  if (parts.length != 2) return "invalid HMAC cookie";
  const payload = decodeBase64(parts[0]);
  const digits = decodeBase64(parts[1]);
  if (!payload || !digits) return "invalid HMAC cookie";
  const code = decodeHex(decodeUtf8(digits));
  if (!code || !constantTimeEqual(code, hmacSha256(secretKey, payload))) return "invalid HMAC hash";
  const fields = decodeUtf8(payload).split(",");
  if (fields.length != 2) return "invalid HMAC cookie";
  if (fields[0] != address) return "invalid client IP";
  return u64.parse(fields[1]) < now() ? "hash expired" : "";
}

registerPlugin<HmacAuthcookie>("hmac_authcookie");
