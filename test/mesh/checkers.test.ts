import { describe, expect, test } from "vitest";
import { askApiServer, askEnvoyGateway, askIstio } from "./checkers.ts";
import { headerRoutingPolicy } from "./envoy-gateway-resources.ts";
import { headerRouting } from "./istio-manifests.ts";
import { withoutMeshes } from "./mesh-tools.ts";

const image = { name: "registry.test/filters/header-routing", digest: `sha256:${"0".repeat(64)}` };
const plugin = headerRouting(image);
const policy = headerRoutingPolicy(image);

describe.skipIf(withoutMeshes)("what the meshes' own programs say of resources", () => {
  test.each([
    ["crdcheck", askApiServer, plugin],
    ["istioctl", askIstio, plugin],
    ["crdcheck", askApiServer, policy],
    ["egctl", askEnvoyGateway, policy],
  ])("%s takes what is well", async (_, ask, resources) => {
    expect(await ask(resources)).toBe("");
  });

  test.each([
    ["crdcheck", askApiServer, plugin.replace("FAIL_CLOSE", "FAIL_LATER"), /FAIL_LATER/],
    ["crdcheck", askApiServer, plugin.replace("oci:", "ftp:"), /url/],
    ["crdcheck", askApiServer, plugin.replace("pluginName", "pluginNom"), /pluginNom/],
    ["istioctl", askIstio, plugin.replace("FAIL_CLOSE", "FAIL_LATER"), /FAIL_LATER/],
    ["istioctl", askIstio, plugin.replace("oci:", "ftp:"), /ftp/],
    ["istioctl", askIstio, plugin.replace("pluginName", "pluginNom"), /pluginNom/],
    ["crdcheck", askApiServer, policy.replace("type: Image", "type: HTTP"), /HTTP/],
    ["egctl", askEnvoyGateway, policy.replace("type: Image", "type: HTTP"), /HTTP/],
  ])("%s refuses what is not", async (_, ask, resources, complaint) => {
    expect(await ask(resources)).toMatch(complaint);
  });
});
