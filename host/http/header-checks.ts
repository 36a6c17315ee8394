import type { ByteString } from "../bytes.ts";
import type { HeaderMap } from "./header-map.ts";

const required = { request: [":method", ":path", ":authority"], response: [":status"] } as const;
const tokenByte = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/**
 * What a filter has left of headers that must not go out, in Envoy's words; undefined where nothing is wrong. A filter may
 * have removed what every message needs, or written what no header can hold.
 */
export function brokenHeaders(headers: HeaderMap): string | undefined {
  for (const name of required[headers.kind as keyof typeof required] ?? []) {
    if (!headers.get(name)) {
      const what = name === ":authority" && headers.kind === "request" ? ":authority" : name;
      return `missing required header: ${what}`;
    }
  }
  for (let at = 0; at < headers.size; ++at) {
    const name = headers.nameAt(at);
    if (!isValidName(name)) return `invalid header name: ${name}`;
    if (!isValidValue(headers.valueAt(at))) return `invalid header value for: ${name}`;
  }
  return undefined;
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
