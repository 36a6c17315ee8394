import type { FilterOptions } from "../../../testing/index.ts";
import { observe } from "../support/observe.ts";
import type { Scenario } from "../support/scenario.ts";

const paths = [
  'filter_state["com.example.user"]',
  'filter_state["com.example.empty"]',
  'filter_state["com.example.percent"]',
  "filter_state.nobody",
  'metadata.filter_metadata["com.example"].team',
  'xds.listener_metadata.filter_metadata["com.example"].name',
  'xds.route_metadata.filter_metadata["com.example"].team',
  "xds.route_name",
  "xds.cluster_name",
  'xds.cluster_metadata.filter_metadata["com.example"].team',
  'xds.upstream_host_metadata.filter_metadata["com.example"].team',
  "xds.node.id",
  "xds.node.cluster",
  "xds.node.metadata.team",
  "xds.node.locality.region",
  "plugin_name",
  "plugin_root_id",
  "plugin_vm_id",
  "source.address",
  "destination.address",
  "connection.requested_server_name",
  "connection.tls_version",
  "xds.listener_direction",
  "xds.virtual_host_name",
  "xds.filter_chain_name",
  "request.host",
  "request.protocol",
  "request.scheme",
  "request.useragent",
  "mine",
];

const given: FilterOptions = {
  configuration: paths.join("\n"),
  filterState: { "com.example.user": "Grüße", "com.example.empty": "", "com.example.percent": "100%REQ(:path)%" },
  metadata: { "com.example": { team: "shop" } },
  listenerMetadata: { "com.example": { name: "edge" } },
  clusters: { pages: {} },
  clusterSettings: {
    upstream: { metadata: { "com.example": { team: "carts" } }, hostMetadata: { "com.example": { team: "host" } } },
    pages: { metadata: { "com.example": { team: "pages" } } },
  },
  routes: [
    {
      name: "news",
      match: { prefix: "/news" },
      route: { cluster: "pages" },
      metadata: { filter_metadata: { "com.example": { team: "press" } } },
    },
    { match: { prefix: "/" }, route: { cluster: "upstream" } },
  ],
  node: { id: "edge-1", cluster: "edge", metadata: { team: "mesh" }, locality: { region: "north" } },
  vmId: "mine",
};

/** What a test says of a request that filters read as properties. */
export const propertyScenarios: Scenario[] = [
  {
    name: "properties that a test gives",
    async run(load) {
      await using filter = await load("given", given);
      const headers = { "user-agent": "test/1" };
      return [
        observe(await filter.request({ path: "/cart", headers, clientAddress: "10.1.2.3" })),
        observe(await filter.request({ path: "/news", authority: "news.example", protocol: "HTTP/1.1" })),
      ];
    },
  },
];
