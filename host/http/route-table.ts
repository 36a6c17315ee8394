import type { ByteString } from "../bytes.ts";
import type { Metadata } from "../metadata.ts";
import type { HeaderMap } from "./header-map.ts";

/** A route, tried in order; the fields of Envoy's `envoy.config.route.v3.Route`. */
export interface Route {
  name?: string | undefined;
  match?: RouteMatch | undefined;
  route?: { cluster?: string | undefined; weightedClusters?: readonly { name: string; weight: number }[] | undefined };
  directResponse?: { status: number; body?: string | undefined };
  metadata?: Metadata["filter_metadata"] | undefined;
}

export interface RouteMatch {
  prefix?: string | undefined;
  path?: string | undefined;
  headers?: readonly { name: string; exact?: string | undefined; present?: boolean | undefined }[] | undefined;
}

/** The first route that a request matches. */
export function findRoute(routes: readonly Route[], headers: HeaderMap): Route | undefined {
  const path = headers.get(":path");
  // Envoy finds no route for a request that has lost the scheme under which it came
  if (path === undefined || !headers.get("x-forwarded-proto")) return undefined;
  return routes.find(({ match }) => matches(match ?? {}, path, headers));
}

function matches(
  { prefix, path: exact, headers: wanted = [] }: RouteMatch,
  path: ByteString,
  headers: HeaderMap,
): boolean {
  const fits = exact === undefined ? path.startsWith(prefix ?? "/") : pathOnly(path) === exact;
  return fits && wanted.every((match) => headerMatches(match, headers));
}

function headerMatches(
  { name, exact, present }: { name: string; exact?: string | undefined; present?: boolean | undefined },
  headers: HeaderMap,
) {
  if (exact !== undefined) return headers.getAll(name).join(",") === exact && headers.has(name);
  return headers.has(name) === (present ?? true);
}

function pathOnly(path: ByteString): ByteString {
  const end = path.search(/[?#]/);
  return end < 0 ? path : path.slice(0, end);
}

/** The cluster of a route; one of several by their weights. */
export function clusterOf({ route }: Route, random: () => number): string {
  const clusters = route?.weightedClusters;
  if (!clusters) return route?.cluster ?? "";
  let at = Math.floor(random() * clusters.reduce((sum, { weight }) => sum + weight, 0));
  for (const { name, weight } of clusters) {
    if (at < weight) return name;
    at -= weight;
  }
  return clusters.at(-1)?.name ?? "";
}
