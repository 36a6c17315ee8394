import type { ByteString } from "../bytes.ts";

const tokenByte = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]*$/;

/** Fields of HTTP/1 that are about one connection and not for the next. HTTP/2 has none of them. */
export const ofConnection: ReadonlySet<ByteString> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "transfer-encoding",
  "upgrade",
]);

/** Names that were found good before: there are few, and they come again. */
const goodNames = new Set<ByteString>();
const mostGoodNames = 1000;

/** Whether a name is a token, as HTTP wants it, or one with the colon of a pseudo-header before it. Envoy lets filters add an empty one. */
export function isFieldName(name: ByteString): boolean {
  if (goodNames.has(name)) return true;
  const isGood = tokenByte.test(name.startsWith(":") ? name.slice(1) : name);
  if (isGood && goodNames.size < mostGoodNames) goodNames.add(name);
  return isGood;
}

/** Whether a text is a token: a name without the colon of a pseudo-header. */
export function isToken(text: ByteString): boolean {
  return text !== "" && !text.startsWith(":") && isFieldName(text);
}

/** Whether a text has no byte that an authority cannot have; none at all will do. */
export function isAuthority(text: ByteString): boolean {
  return /^[A-Za-z0-9\-._~!$&'()*+,;=:%@[\]]*$/.test(text);
}

/** Control bytes but the tab cannot be in a value. */
export function isFieldValue(value: ByteString): boolean {
  for (let at = 0; at < value.length; ++at) {
    const code = value.charCodeAt(at);
    if ((code < 32 && code !== 9) || code === 127) return false;
  }
  return true;
}

/** Whether a value says how long a body is. */
export function isLength(value: ByteString): boolean {
  return /^\d+$/.test(value);
}
