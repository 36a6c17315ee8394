// Files of the meshes' releases that their control planes and proxies are started with, out of Go's modules.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { envoyGatewayVersion, istioVersion } from "./mesh-programs.mjs";
import { cacheFolder, root } from "./provision.mjs";

const folder = join(cacheFolder("mesh-files"), `istio-${istioVersion}-envoy-gateway-${envoyGatewayVersion}`);

/** Copies them into a folder of the user's cache, and gives that. */
export function provisionMeshFiles() {
  if (existsSync(folder)) return folder;
  const istio = moduleFolder("istio.io/istio", istioVersion);
  const definitions = join(moduleFolder("github.com/envoyproxy/gateway", envoyGatewayVersion), gatewayDefinitions);
  const files = {
    "istio.yaml": [join(istio, "manifests/charts/base/files/crd-all.gen.yaml")],
    "gateway-api.yaml": [join(definitions, "gatewayapi-crds.yaml")],
    "envoy-gateway.yaml": readdirSync(join(definitions, "generated")).map((name) =>
      join(definitions, "generated", name),
    ),
    "envoy-bootstrap.json": [join(istio, "tools/packaging/common/envoy_bootstrap.json")],
  };
  const unfinished = `${folder}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  for (const [name, parts] of Object.entries(files)) {
    writeFileSync(join(unfinished, name), parts.map((part) => readFileSync(part, "utf8")).join("\n---\n"));
  }
  renameSync(unfinished, folder);
  return folder;
}

const gatewayDefinitions = "charts/gateway-helm/charts/crds/crds";

function moduleFolder(module, version) {
  const answer = execFileSync("go", ["mod", "download", "-json", `${module}@${version}`], { cwd: root });
  return JSON.parse(answer).Dir;
}
