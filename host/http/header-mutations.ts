import type { HttpServices } from "../proxy/http-services.ts";
import { readLatin1 } from "../vm/latin1.ts";
import { ofConnection } from "./field-syntax.ts";
import type { HeaderMap } from "./header-map.ts";

/** What nobody outside of the mesh may say to a proxy. */
const internalOnly = new Set([
  "x-envoy-expected-rq-timeout-ms",
  "x-envoy-force-trace",
  "x-envoy-hedge-on-per-try-timeout",
  "x-envoy-internal",
  "x-envoy-ip-tags",
  "x-envoy-max-retries",
  "x-envoy-original-url",
  "x-envoy-retriable-header-names",
  "x-envoy-retriable-status-codes",
  "x-envoy-retry-grpc-on",
  "x-envoy-retry-on",
  "x-envoy-upstream-alt-stat-name",
  "x-envoy-upstream-rq-per-try-timeout-ms",
  "x-envoy-upstream-rq-timeout-alt-response",
  "x-envoy-upstream-rq-timeout-ms",
]);

/** What Envoy's connection manager does to the headers of a request before filters see them. */
export function prepareRequestHeaders(headers: HeaderMap, services: HttpServices): void {
  headers.removeAny(ofConnection);
  headers.removeAny(internalOnly);
  if (headers.has("te")) keepTrailersOnly(headers);
  if (!headers.has(":scheme")) headers.setInPlace(":scheme", schemeOf(headers.get("x-forwarded-proto")));
  // That of the connection, whatever the request says
  if (!headers.has("x-forwarded-proto")) headers.setInPlace("x-forwarded-proto", "http");
  if (!headers.has("x-request-id")) headers.setInPlace("x-request-id", uuid(services));
}

/** HTTP/1 says no scheme: it is that of the proxy in front, where there is one. */
function schemeOf(protocol: string | undefined): string {
  return protocol === "https" ? "https" : "http";
}

/** Of what a client says that it takes, Envoy knows trailers. */
function keepTrailersOnly(headers: HeaderMap): void {
  const codings = headers.getAll("te").join(",").split(",");
  if (codings.some((coding) => coding.trim() === "trailers")) headers.setInPlace("te", "trailers");
  else headers.remove("te");
}

/** Envoy 1.38 and later let `keep-alive` pass. */
const notForHttp1Clients = new Set([...ofConnection].filter((name) => name !== "keep-alive"));

/** What it does to the headers of a response when filters are through. */
export function finishResponseHeaders(headers: HeaderMap, isHttp1: boolean, services: HttpServices): void {
  headers.removeAny(isHttp1 && services.envoyMinor >= 38 ? notForHttp1Clients : ofConnection);
  if (!headers.has("date")) headers.setInPlace("date", services.date());
  headers.setInPlace("server", "envoy");
}

const bytes = new Uint8Array(16);

/** A random UUID, version 4. */
function uuid(services: HttpServices): string {
  services.random(bytes);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  let end = 0;
  for (let at = 0; at < bytes.length; ++at) {
    const byte = bytes[at] as number;
    if (at === 4 || at === 6 || at === 8 || at === 10) text[end++] = dash;
    text[end++] = digits.charCodeAt(byte >> 4);
    text[end++] = digits.charCodeAt(byte & 15);
  }
  return readLatin1(text, 0, end);
}

const text = new Uint8Array(36);
const dash = 45;
const digits = "0123456789abcdef";
