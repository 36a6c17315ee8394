import type { ByteString } from "../bytes.ts";
import { isDigits, isFieldName, isFieldValue } from "./field-syntax.ts";
import type { HeaderMap } from "./header-map.ts";

/**
 * Why the headers of a request must not go to an upstream, in Envoy's words; undefined where nothing is wrong. A filter may have
 * removed what every request needs, or written what no header can hold.
 */
export function brokenRequestHeaders(headers: HeaderMap): string | undefined {
  const missing = missingFrom(headers);
  if (missing !== undefined) return `missing required header: ${missing}`;
  for (let at = 0; at < headers.size; ++at) {
    const name = headers.nameAt(at);
    if (!isFieldName(name)) return `invalid header name: ${escaped(name)}`;
    if (!isFieldValue(headers.valueAt(at))) return `invalid header value for: ${name}`;
  }
  return undefined;
}

/** How the access log tells of it. */
export function brokenRequestDetails(broken: string): string {
  return `filter_removed_required_request_headers{${broken.replaceAll(" ", "_")}}`;
}

/** The same of a response, of which Envoy wants nothing but a status. */
export function brokenResponseHeaders(headers: HeaderMap): string | undefined {
  return isDigits(headers.get(":status") ?? "") ? undefined : "missing required header: :status";
}

function missingFrom(headers: HeaderMap): string | undefined {
  if (!headers.has(":method")) return ":method";
  const hasPath = headers.has(":path");
  if (headers.get(":method") !== "CONNECT") return hasPath ? undefined : ":path";
  if (!headers.has(":authority")) return ":authority";
  // A tunnel has no path, but one for another protocol has
  const hasProtocol = headers.has(":protocol");
  if (hasPath === hasProtocol) return undefined;
  return hasPath ? ":protocol" : ":path";
}

/** As in JSON, which is how Envoy shows it. */
function escaped(name: ByteString): ByteString {
  return JSON.stringify(name).slice(1, -1);
}
