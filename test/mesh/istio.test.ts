import { afterAll, beforeAll, describe, test } from "vitest";
import { user } from "../../registry/fixtures/docker-registry.ts";
import { type IstioFleet, startIstioFleet } from "./istio-fleet.ts";
import { headerRouting, pullSecret } from "./istio-manifests.ts";
import { readResources } from "./kubernetes-client.ts";
import { withoutMeshes } from "./mesh-tools.ts";
import { pushFilter } from "./push-filter.ts";

describe.skipIf(withoutMeshes("pilot-discovery", "pilot-agent", "kube-apiserver"))(
  "Istio on an API server, with two gateways",
  () => {
    let mesh: IstioFleet;
    beforeAll(async () => {
      mesh = await startIstioFleet(2);
    });
    afterAll(() => mesh?.[Symbol.asyncDispose]());

    test.each([
      ["plain", undefined],
      ["secured", "pull"],
    ] as const)("each runs what is applied, from a %s registry, until it is deleted", async (access, secret) => {
      const { api } = mesh.kubernetes.admin;
      const registry = mesh.registries[access];
      if (secret) await api.apply(pullSecret(secret, registry.host, user));
      const plugin = headerRouting(await pushFilter("header-routing", registry), secret);
      await api.apply(plugin);
      await mesh.untilAllSay("v1");
      for (const resource of readResources(plugin)) await api.delete(resource);
      await mesh.untilAllSay(undefined);
    });
  },
);
