import { isFieldName, isFieldValue } from "./field-syntax.ts";
import type { HeaderMap } from "./header-map.ts";

const required = [":method", ":path"];

/**
 * Why the headers of a request must not go to an upstream, in Envoy's words; undefined where nothing is wrong. A filter may have
 * removed what every request needs, or written what no header can hold.
 */
export function brokenRequestHeaders(headers: HeaderMap): string | undefined {
  const missing = required.find((name) => !headers.has(name));
  if (missing !== undefined) return `missing required header: ${missing}`;
  for (let at = 0; at < headers.size; ++at) {
    const name = headers.nameAt(at);
    if (!isFieldName(name)) return `invalid header name: ${name}`;
    if (!isFieldValue(headers.valueAt(at))) return `invalid header value for: ${name}`;
  }
  return undefined;
}

/** The same of a response, of which Envoy wants nothing but a status. */
export function brokenResponseHeaders(headers: HeaderMap): string | undefined {
  return /^\d+$/.test(headers.get(":status") ?? "") ? undefined : "missing required header: :status";
}
