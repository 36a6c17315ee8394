import type { ByteString } from "../bytes.ts";

// Not where they are used: a function makes a new one in each call
const tokenBytes = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]*$/;
const authorityBytes = /^[A-Za-z0-9\-._~!$&'()*+,;=:%@[\]]*$/;
const valueBytes = /^[\t -~\x80-\xff]*$/;
const digits = /^\d+$/;

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
  const isGood = tokenBytes.test(name.startsWith(":") ? name.slice(1) : name);
  if (isGood && goodNames.size < mostGoodNames) goodNames.add(name);
  return isGood;
}

/** Whether a text is a token: a name without the colon of a pseudo-header. */
export function isToken(text: ByteString): boolean {
  return text !== "" && !text.startsWith(":") && isFieldName(text);
}

/** Whether a text has no byte that an authority cannot have; none at all will do. */
export function isAuthority(text: ByteString): boolean {
  return authorityBytes.test(text);
}

/** Control bytes but the tab cannot be in a value. */
export function isFieldValue(value: ByteString): boolean {
  return valueBytes.test(value);
}

/** Whether a value is a decimal number, as lengths and times are. */
export function isDigits(value: ByteString): boolean {
  return digits.test(value);
}
