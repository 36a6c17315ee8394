import { expect, test } from "vitest";
import { startEcho } from "../../envoy/index.ts";
import { startEnvoyGateway } from "./envoy-gateway.ts";
import { headerRoutingPolicy } from "./envoy-gateway-resources.ts";
import { withoutMeshes } from "./mesh-tools.ts";
import { makeNetwork } from "./network.ts";
import { pushFilter, startMeshRegistry } from "./push-filter.ts";

test.skipIf(withoutMeshes)(
  "Envoy Gateway: it pulls a filter, and its Envoy runs it until the policy is gone",
  async () => {
    await using network = await makeNetwork();
    await using registry = await startMeshRegistry(network);
    await using upstream = await startEcho({ host: network.address });
    await using gateway = await startEnvoyGateway(network, { address: network.address, port: upstream.port });
    async function subset(): Promise<string | undefined> {
      await (await fetch(gateway.url)).arrayBuffer();
      return upstream.requests.at(-1)?.headers["x-mesh-subset"];
    }
    expect(await subset()).toBeUndefined();
    await gateway.deploy("header-routing", headerRoutingPolicy(await pushFilter("header-routing", registry)));
    await gateway.server.until(async () => (await subset()) === "v1");
    await gateway.undeploy("header-routing");
    await gateway.server.until(async () => (await subset()) === undefined);
  },
);
