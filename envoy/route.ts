import type { Route } from "./bootstrap-types.ts";

/**
 * A route of the proxy, tried in order. Fields are those of Envoy's `envoy.config.route.v3.Route`, in camelCase as
 * everywhere in TypeScript.
 */
export interface RouteOptions {
  /** Plugins read it as the property `xds.route_name`. */
  name?: string;
  /** Which requests take this route. Default: all. */
  match?: RouteMatch;
  /** Where they go. Exactly one of `route` and `directResponse` is given. */
  route?: RouteAction;
  /** What Envoy answers by itself. */
  directResponse?: DirectResponse;
  /** Filter metadata by namespace; plugins read it as the property `xds.route_metadata`. */
  metadata?: Record<string, Record<string, unknown>>;
}

export interface RouteMatch {
  /** The path begins with this. Default: `/`. */
  prefix?: string;
  /** The path without its query is this. Takes the place of `prefix`. */
  path?: string;
  /** All of these hold. */
  headers?: HeaderMatch[];
}

export interface HeaderMatch {
  /** Lower case; also pseudo headers, such as `:method`. */
  name: string;
  /** The value is this. */
  exact?: string;
  /** The header is there (true) or not (false). Default where `exact` is not given: true. */
  present?: boolean;
}

export interface RouteAction {
  /** Name of a cluster. */
  cluster?: string;
  /** Clusters by share: weights need not add up to 100. Takes the place of `cluster`. */
  weightedClusters?: { name: string; weight: number }[];
}

export interface DirectResponse {
  /** 200 to 599. */
  status: number;
  body?: string;
}

/** The route in Envoy's words. */
export function routeOf(options: RouteOptions): Route {
  return {
    ...(options.name === undefined ? {} : { name: options.name }),
    match: matchOf(options.match ?? {}),
    ...actionOf(options),
    ...(options.metadata === undefined ? {} : { metadata: { filter_metadata: options.metadata } }),
  };
}

function matchOf({ path, prefix, headers }: RouteMatch): Record<string, unknown> {
  return {
    ...(path === undefined ? { prefix: prefix ?? "/" } : { path }),
    ...(headers === undefined ? {} : { headers: headers.map(headerOf) }),
  };
}

function headerOf({ name, exact, present }: HeaderMatch): Record<string, unknown> {
  if (exact !== undefined) return { name, string_match: { exact } };
  return { name, present_match: present ?? true };
}

function actionOf({ route, directResponse }: RouteOptions): Record<string, unknown> {
  if (directResponse) {
    const { status, body } = directResponse;
    return { direct_response: { status, ...(body === undefined ? {} : { body: { inline_string: body } }) } };
  }
  if (route?.weightedClusters) return { route: { weighted_clusters: { clusters: route.weightedClusters } } };
  return { route: { cluster: route?.cluster ?? "" } };
}
