import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Captured, capture } from "../../cli/fixtures/captured-cli.ts";
import { builtFilter } from "../support/cli.ts";
import { type IstioFleet, startIstioFleet } from "./istio-fleet.ts";
import { gatewayLabels, gatewayNamespace } from "./istio-manifests.ts";
import { withoutMeshes } from "./mesh-tools.ts";

// From the command line to the requests of a fleet, through a stock istiod: push, deploy, update, rollback, undeploy.

const fleetSize = 20;

describe.skipIf(withoutMeshes("pilot-discovery", "pilot-agent", "kube-apiserver"))(
  "a fleet of Istio's gateways",
  () => {
    let mesh: IstioFleet;
    const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-istio-deploy-"));
    beforeAll(async () => {
      mesh = await startIstioFleet(fleetSize);
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

    test("push, deploy, update, rollback and undeploy reach every gateway", async () => {
      const image = `${mesh.registries.plain.host}/acme/header-routing:1.0.0`;
      const pushed = await meshWasm(["push", image, builtFilter("header-routing"), "--plain-http", "--json"]);
      expect(pushed.status).toBe(0);
      const { digest } = JSON.parse(pushed.stdout).data;

      const first = await deploy(image, "v1");
      expect([first.status, first.stderr]).toEqual([0, expect.any(String)]);
      expect(first.stdout).toContain(`created, revision 1, ${digest}`);
      await mesh.untilAllSay("v1");

      expect((await deploy(image, "v2")).stdout).toContain("changed, revision 2");
      await mesh.untilAllSay("v2");
      expect((await onCluster("rollback", "header-routing")).stdout).toContain("changed, revision 3");
      await mesh.untilAllSay("v1");

      expect((await onCluster("undeploy", "header-routing")).stdout).toContain("deleted");
      await mesh.untilAllSay(undefined);
    });

    test("a manifest that was written to a file is deployed as it is", async () => {
      const image = `${mesh.registries.plain.host}/acme/header-routing:1.0.0`;
      const words = ["--selector", "istio=ingressgateway", "--namespace", gatewayNamespace, "--plain-http"];
      writeFileSync(join(folder, "plugin.json"), JSON.stringify({ split: [{ subset: "v3", weight: 1 }] }));
      const how = ["--plugin-config", "plugin.json", "--fail-strategy", "close", "--output", "filter.yaml"];
      expect((await meshWasm(["manifest", "istio", image, ...words, ...how])).status).toBe(0);
      expect((await onCluster("deploy", "--manifest", "filter.yaml")).stdout).toContain("created, revision 1");
      await mesh.untilAllSay("v3");
      await onCluster("undeploy", "header-routing");
      await mesh.untilAllSay(undefined);
    });
  },
);
