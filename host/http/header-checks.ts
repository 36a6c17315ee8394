import type { ByteString } from "../bytes.ts";
import type { HeaderMap } from "./header-map.ts";

const required = [":method", ":path"];
const tokenByte = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]*$/;

/**
 * Why the headers of a request must not go to an upstream, in Envoy's words; undefined where nothing is wrong. A filter may have
 * removed what every request needs, or written what no header can hold.
 */
export function brokenRequestHeaders(headers: HeaderMap): string | undefined {
  const missing = required.find((name) => !headers.has(name));
  if (missing !== undefined) return `missing required header: ${missing}`;
  for (let at = 0; at < headers.size; ++at) {
    const name = headers.nameAt(at);
    if (!isValidName(name)) return `invalid header name: ${name}`;
    if (!isValidValue(headers.valueAt(at))) return `invalid header value for: ${name}`;
  }
  return undefined;
}

/** The same of a response, of which Envoy wants nothing but a status. */
export function brokenResponseHeaders(headers: HeaderMap): string | undefined {
  return /^\d+$/.test(headers.get(":status") ?? "") ? undefined : "missing required header: :status";
}

/** Names that were found good before: there are few, and they come again. */
const goodNames = new Set<ByteString>();
const mostGoodNames = 1000;

function isValidName(name: ByteString): boolean {
  if (goodNames.has(name)) return true;
  const isValid = tokenByte.test(name.startsWith(":") ? name.slice(1) : name);
  if (isValid && goodNames.size < mostGoodNames) goodNames.add(name);
  return isValid;
}

/** Control bytes but the tab cannot be in a value. */
function isValidValue(value: ByteString): boolean {
  for (let at = 0; at < value.length; ++at) {
    const code = value.charCodeAt(at);
    if ((code < 32 && code !== 9) || code === 127) return false;
  }
  return true;
}
