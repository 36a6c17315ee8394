import * as v from "valibot";
import type { DirectResponse, HeaderMatch, RouteAction, RouteMatch, RouteOptions } from "../../envoy/index.ts";
import { metadata } from "./json.ts";
import { fields, flag, name, text, whole } from "./schemas.ts";

// What Envoy refuses of a route is refused on every engine.

/** Bytes of a direct response's body. */
const longestBody = 4096;

const largestWeight = 2 ** 32 - 1;

const header = fields<HeaderMatch>({
  name,
  exact: v.optional(text),
  present: v.optional(flag),
});

const match = fields<RouteMatch>({
  prefix: v.optional(text),
  path: v.optional(text),
  headers: v.optional(v.array(header, 'it takes a list, such as [{ name: "x-beta", exact: "1" }]')),
});

function isWeight(sum: number): boolean {
  return sum > 0 && sum <= largestWeight;
}

const weighted = v.pipe(
  v.array(
    fields<{ name: string; weight: number }>({ name, weight: whole(0, largestWeight) }),
    "it takes a list of { name, weight }",
  ),
  v.check(
    (clusters) => isWeight(clusters.reduce((sum, { weight }) => sum + weight, 0)),
    `the sum of its weights is from 1 to ${largestWeight}`,
  ),
);

const action = v.pipe(
  fields<RouteAction>({
    cluster: v.optional(name),
    weightedClusters: v.optional(weighted),
  }),
  v.check(
    ({ cluster, weightedClusters }) => cluster !== undefined || weightedClusters !== undefined,
    "it takes a `cluster`, or `weightedClusters`",
  ),
);

const directResponse = v.pipe(
  fields<DirectResponse>({
    status: whole(200, 599),
    body: v.optional(
      v.pipe(text, v.maxBytes(longestBody, `Envoy takes at most ${longestBody} bytes here: let an upstream answer`)),
    ),
  }),
  v.check(
    ({ status, body }) => !body || (status !== 204 && status !== 304),
    "with this status there is no body: leave it out, or choose another one",
  ),
);

const route = fields<RouteOptions>({
  name: v.optional(text),
  match: v.optional(match),
  route: v.optional(action),
  directResponse: v.optional(directResponse),
  metadata: v.optional(metadata),
});

/** Routes in the words of `mesh-wasm/envoy`. */
export const routes = v.array(
  v.pipe(
    route,
    v.check(
      ({ route, directResponse }) => (route === undefined) !== (directResponse === undefined),
      "it takes either `route` or `directResponse`",
    ),
  ),
  'it takes a list of routes, such as [{ match: { prefix: "/api" }, route: { cluster: "api" } }]',
);
