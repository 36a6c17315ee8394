import { socketAddress } from "../envoy/address.ts";
import { cluster } from "../envoy/cluster.ts";
import { connectionManager } from "../envoy/connection-manager.ts";
import { defaultAdminPort } from "../envoy/own-envoy.ts";

/** Where Kubernetes asks whether the Envoy is ready. */
export const readyPort = 9902;

/** The admin interface, which listens within the pod alone: who reaches it can stop the Envoy. */
export const adminCluster = cluster("admin", { host: "127.0.0.1", port: defaultAdminPort });

/** Passes on that one question to the admin interface. */
export const readyListener = {
  name: "ready",
  address: socketAddress({ host: "0.0.0.0", port: readyPort }),
  filter_chains: [
    {
      filters: [
        connectionManager({
          name: "ready",
          filters: [],
          route: { match: { path: "/ready" }, route: { cluster: "admin" } },
        }),
      ],
    },
  ],
};
