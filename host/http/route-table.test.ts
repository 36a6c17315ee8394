import { expect, test } from "vitest";
import { HeaderMap } from "./header-map.ts";
import { clusterOf, findRoute, type Route } from "./route-table.ts";

const routes: Route[] = [
  { name: "exact", match: { path: "/a" } },
  { name: "beta", match: { prefix: "/a", headers: [{ name: "x-beta", exact: "1" }] } },
  { name: "without", match: { prefix: "/b", headers: [{ name: "x-beta", present: false }] } },
  { name: "with", match: { prefix: "/b", headers: [{ name: "x-beta" }] } },
];

function routeOf(path: string, beta?: string): string | undefined {
  const fields: [string, string][] = [
    ["x-forwarded-proto", "http"],
    [":path", path],
    ...(beta === undefined ? [] : [["x-beta", beta] as [string, string]]),
  ];
  return findRoute(routes, new HeaderMap("request", fields))?.name;
}

test("the first route that fits is taken, a path without its query", () => {
  expect([routeOf("/a?x=1"), routeOf("/ab"), routeOf("/ab", "1"), routeOf("/ab", "2")]).toEqual([
    "exact",
    undefined,
    "beta",
    undefined,
  ]);
  expect([routeOf("/b"), routeOf("/b", "")]).toEqual(["without", "with"]);
});

test("weights share a route's requests", () => {
  const route: Route = {
    route: {
      weightedClusters: [
        { name: "v1", weight: 90 },
        { name: "v2", weight: 10 },
      ],
    },
  };
  const chosen = [0, 0.5, 0.899, 0.9, 0.999].map((random) => clusterOf(route, () => random));
  expect(chosen).toEqual(["v1", "v1", "v1", "v2", "v2"]);
});
