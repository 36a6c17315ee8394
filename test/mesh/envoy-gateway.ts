import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { processContext } from "../../core/index.ts";
import { defaultEnvoyVersion, findEnvoy } from "../../envoy/index.ts";
import { goEnvironment } from "../support/go-tools.ts";
import { runProcess } from "../support/run-process.ts";
import { controller, gatewayResources, secretOf } from "./envoy-gateway-resources.ts";
import type { Network } from "./network.ts";
import { inOwnRoot } from "./own-root.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { answers, type Server, startServer } from "./server.ts";
import { starting } from "./starting.ts";

/** Envoy Gateway without Kubernetes, on one host with the Envoy that it starts there. */
export interface EnvoyGateway extends AsyncDisposable {
  /** Where the gateway listens. */
  readonly url: string;
  readonly server: Server;
  /** Adds resources, or changes those of the same name. */
  deploy(name: string, resources: string): Promise<void>;
  undeploy(name: string): Promise<void>;
}

/** Where the proxies look for the server of modules, whatever the host. */
const controllerName = "envoy-gateway.envoy-gateway-system.svc.cluster.local";
const port = 8080;

/** Starts Envoy Gateway, with one gateway that sends all that it gets to an upstream. */
export function startEnvoyGateway(
  network: Network,
  upstream: { address: string; port: number },
): Promise<EnvoyGateway> {
  return starting(async (started) => {
    const folder = await scratchFolder(started, "envoy-gateway");
    const host = await network.addHost();
    const at = (path: string) => join(folder, path);
    for (const path of ["root", "resources"]) await mkdir(at(path));
    const certgen = ["certgen", "--local", "--config-home", at("config")];
    await runProcess("envoy-gateway", certgen, { cwd: folder, env: goEnvironment(folder) });
    const envoyVersion = await placeEnvoy(at("data"));
    const fileOf = (name: string) => at(`resources/${name}.yaml`);
    const base = gatewayResources({ port, upstream, envoyVersion });
    await writeFile(fileOf("base"), base + (await secretOf(at("config/certs/envoy"))));
    await writeFile(at("envoy-gateway.yaml"), stringify(configuration(folder)));
    await writeFile(at("hosts"), `127.0.0.1 localhost\n127.0.0.1 ${controllerName}\n`);
    // What proxies in containers have at these paths
    const root = inOwnRoot(at("root"), { "/etc/hosts": at("hosts"), "/certs": at("config/certs/envoy") });
    const words = ["envoy-gateway", "server", "--config-path", at("envoy-gateway.yaml")];
    const server = started.use(startServer([...host.within(folder), ...root, ...words], { folder }));
    const url = `http://${host.address}:${port}`;
    await server.until(() => answers(url));
    return {
      url,
      server,
      deploy: (name, resources) => writeFile(fileOf(name), resources),
      undeploy: (name) => rm(fileOf(name)),
    };
  });
}

/** Puts our Envoy where it would download one to. Gives its version. */
async function placeEnvoy(data: string): Promise<string> {
  const { path, version } = await findEnvoy(processContext(), { version: defaultEnvoyVersion });
  const folder = join(data, "envoy-versions", version, "bin");
  await mkdir(folder, { recursive: true });
  await symlink(path, join(folder, "envoy"));
  return version;
}

function configuration(folder: string): object {
  const homes = { configHome: "config", dataHome: "data", stateHome: "state", runtimeDir: "run" };
  const host = Object.fromEntries(Object.entries(homes).map(([name, path]) => [name, join(folder, path)]));
  return {
    apiVersion: "gateway.envoyproxy.io/v1alpha1",
    kind: "EnvoyGateway",
    gateway: { controllerName: controller },
    provider: {
      type: "Custom",
      custom: {
        resource: { type: "File", file: { paths: [join(folder, "resources")] } },
        infrastructure: { type: "Host", host },
      },
    },
    extensionApis: { enableBackend: true },
  };
}
