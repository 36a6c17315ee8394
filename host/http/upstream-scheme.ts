import type { HeaderMap } from "./header-map.ts";

/** Gives a request the scheme of its upstream's connection where it has none that HTTP knows: `setUpstreamScheme` of Envoy's router. */
export function setUpstreamScheme(headers: HeaderMap): void {
  const scheme = headers.get(":scheme");
  if (scheme === "http" || (scheme !== undefined && /^https?$/i.test(scheme))) return;
  headers.setInPlace(":scheme", "http");
}
