import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { gatewayNamespace, headerRouting } from "./istio-manifests.ts";
import { type Kubernetes, startKubernetes } from "./kubernetes.ts";
import { readResources } from "./kubernetes-client.ts";
import { withoutMeshes } from "./mesh-tools.ts";

const namespace = `{ apiVersion: v1, kind: Namespace, metadata: { name: ${gatewayNamespace} } }`;
const plugin = headerRouting({ name: "registry.test/filters/header-routing", digest: `sha256:${"0".repeat(64)}` });

describe.skipIf(withoutMeshes)("an API server with the definitions of Istio", () => {
  let kubernetes: Kubernetes;
  beforeAll(async () => {
    kubernetes = await startKubernetes(["istio.yaml"]);
  });
  afterAll(() => kubernetes?.[Symbol.asyncDispose]());

  test("keeps what fits them, and refuses what does not", async () => {
    const { api } = kubernetes.admin;
    await api.apply(namespace);
    await api.apply(plugin);
    const path = `/apis/extensions.istio.io/v1alpha1/namespaces/${gatewayNamespace}/wasmplugins/header-routing`;
    expect(await api.get(path)).toMatchObject({ spec: { pluginName: "header-routing", failStrategy: "FAIL_CLOSE" } });
    await expect(api.apply(plugin.replace("FAIL_CLOSE", "FAIL_LATER"))).rejects.toThrow(/failStrategy.*FAIL_LATER/);
    await expect(api.apply(plugin.replace("pluginName", "pluginNom"))).rejects.toThrow(/pluginNom/);
  });

  test("lets a user do what the rules say, and nothing else", async () => {
    const rules = [
      { apiGroups: ["extensions.istio.io"], resources: ["wasmplugins"], verbs: ["get", "create", "patch"] },
    ];
    const { api } = await kubernetes.addUser(gatewayNamespace, "deployer", rules);
    await api.apply(plugin);
    for (const resource of readResources(plugin)) {
      await expect(api.delete(resource)).rejects.toThrow(/403.*deployer.*cannot delete/s);
    }
    await expect(api.apply(plugin.replace(gatewayNamespace, "default"))).rejects.toThrow(/403.*cannot patch/s);
  });
});
