import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Captured, capture } from "../../cli/fixtures/captured-cli.ts";
import { type EchoUpstream, startEcho } from "../../envoy/index.ts";
import type { TestRegistry } from "../../registry/fixtures/docker-registry.ts";
import { builtFilter } from "../support/cli.ts";
import { type Istio, startIstio } from "./istio.ts";
import { gatewayLabels, gatewayNamespace, gatewayPort, routeTo } from "./istio-manifests.ts";
import type { IstioProxy } from "./istio-proxy.ts";
import { type Kubernetes, startKubernetes } from "./kubernetes.ts";
import { withoutMeshes } from "./mesh-tools.ts";
import { makeNetwork, type Network } from "./network.ts";
import { startMeshRegistry } from "./push-filter.ts";
import { starting } from "./starting.ts";

// From the command line to the requests of a fleet, through a stock istiod: push, deploy, update, rollback, undeploy.

const fleetSize = 20;

interface Mesh extends AsyncDisposable {
  kubernetes: Kubernetes;
  istio: Istio;
  network: Network;
  upstream: EchoUpstream;
  registry: TestRegistry;
  gateways: IstioProxy[];
}

function startMesh(): Promise<Mesh> {
  return starting(async ({ use }) => {
    const network = use(await makeNetwork());
    const registry = use(await startMeshRegistry(network));
    const upstream = use(await startEcho({ host: network.address }));
    const kubernetes = use(await startKubernetes(["istio.yaml"]));
    const istio = use(await startIstio(network, kubernetes));
    const gateways = await istio.startGateways(fleetSize, {
      namespace: gatewayNamespace,
      labels: gatewayLabels,
      insecureRegistries: [registry.host],
    });
    await kubernetes.admin.api.apply(routeTo({ address: network.address, port: upstream.port }));
    return { kubernetes, istio, network, upstream, registry, gateways };
  });
}

describe.skipIf(withoutMeshes("pilot-discovery", "pilot-agent", "kube-apiserver"))(
  "a fleet of Istio's gateways",
  () => {
    let mesh: Mesh;
    const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-istio-deploy-"));
    beforeAll(async () => {
      mesh = await startMesh();
    });
    afterAll(() => mesh?.[Symbol.asyncDispose]());

    function meshWasm(words: readonly string[]): Promise<Captured> {
      return capture(words, { cwd: folder });
    }

    function onCluster(...words: string[]): Promise<Captured> {
      const { kubeconfig } = mesh.kubernetes.admin;
      return meshWasm([...words, "--namespace", gatewayNamespace, "--kubeconfig", kubeconfig]);
    }

    function deploy(image: string, subset: string, ...words: string[]): Promise<Captured> {
      const label = Object.entries(gatewayLabels).map(([name, value]) => `${name}=${value}`);
      const configuration = JSON.stringify({ split: [{ subset, weight: 1 }] });
      const how = [
        "--selector",
        ...label,
        "--fail-strategy",
        "close",
        "--plugin-config",
        configuration,
        "--plain-http",
      ];
      return onCluster("deploy", "istio", image, ...how, ...words);
    }

    /** What the filter of a gateway says of a request. */
    async function subsetAt({ address }: IstioProxy): Promise<string | undefined> {
      const before = mesh.upstream.requests.length;
      const response = await fetch(`http://${address}:${gatewayPort}/`).catch(() => undefined);
      await response?.arrayBuffer();
      return mesh.upstream.requests[before]?.headers["x-mesh-subset"];
    }

    async function allSay(subset: string | undefined): Promise<void> {
      for (const gateway of mesh.gateways) {
        await gateway.agent.until(async () => (await subsetAt(gateway)) === subset);
      }
    }

    test("push, deploy, update, rollback and undeploy reach every gateway", async () => {
      const image = `${mesh.registry.host}/acme/header-routing:1.0.0`;
      const pushed = await meshWasm(["push", image, builtFilter("header-routing"), "--plain-http", "--json"]);
      expect(pushed.status).toBe(0);
      const { digest } = JSON.parse(pushed.stdout).data;

      const first = await deploy(image, "v1");
      expect([first.status, first.stderr]).toEqual([0, expect.any(String)]);
      expect(first.stdout).toContain(`created, revision 1, ${digest}`);
      await allSay("v1");

      expect((await deploy(image, "v2")).stdout).toContain("changed, revision 2");
      await allSay("v2");
      expect((await onCluster("rollback", "header-routing")).stdout).toContain("changed, revision 3");
      await allSay("v1");

      expect((await onCluster("undeploy", "header-routing")).stdout).toContain("deleted");
      await allSay(undefined);
    });

    test("a manifest that was written to a file is deployed as it is", async () => {
      const image = `${mesh.registry.host}/acme/header-routing:1.0.0`;
      const words = ["--selector", "istio=ingressgateway", "--namespace", gatewayNamespace, "--plain-http"];
      writeFileSync(join(folder, "plugin.json"), JSON.stringify({ split: [{ subset: "v3", weight: 1 }] }));
      const how = ["--plugin-config", "plugin.json", "--fail-strategy", "close", "--output", "filter.yaml"];
      expect((await meshWasm(["manifest", "istio", image, ...words, ...how])).status).toBe(0);
      expect((await onCluster("deploy", "--manifest", "filter.yaml")).stdout).toContain("created, revision 1");
      await allSay("v3");
      await onCluster("undeploy", "header-routing");
      await allSay(undefined);
    });
  },
);
