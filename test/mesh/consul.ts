import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { goEnvironment } from "../support/go-tools.ts";
import { runProcess } from "../support/run-process.ts";
import { envoyPath } from "./mesh-tools.ts";
import type { Host, Network } from "./network.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { answers, type Server, startServer } from "./server.ts";
import { type Started, starting } from "./starting.ts";

/** Consul with two services on one host, `client` and `web`, each behind a sidecar, which talk over mutual TLS. */
export interface Consul extends AsyncDisposable {
  /** Its HTTP API. */
  readonly url: string;
  /** What the sidecar of `client` listens on for `web`. */
  readonly webUrl: string;
  readonly agent: Server;
  readonly sidecars: Record<"client" | "web", Server>;
  /** Writes a configuration entry. */
  write(entry: object): Promise<void>;
}

const ports = { http: 8500, clientSidecar: 20000, webSidecar: 20001, web: 9191 };

/** Starts Consul; `web` is an upstream of the test. */
export function startConsul(network: Network, upstream: { port: number }): Promise<Consul> {
  return starting(async (started) => {
    const folder = await scratchFolder(started, "consul");
    const host = await network.addHost();
    const url = `http://${host.address}:${ports.http}`;
    const services = servicesAt(host.address, { address: network.address, port: upstream.port });
    await writeFile(join(folder, "services.json"), JSON.stringify({ services }));
    const addresses = [`-bind=${host.address}`, `-client=${host.address}`];
    const words = ["consul", "agent", "-dev", ...addresses, "-config-file=services.json"];
    const agent = started.use(startServer([...host.within(folder), ...words], { folder }));
    await agent.until(() => answers(`${url}/v1/connect/ca/roots`));
    async function sidecarOf(service: string, adminPort: number): Promise<Server> {
      return startSidecar(started, { host, folder, url, service, adminPort });
    }
    return {
      url,
      webUrl: `http://${host.address}:${ports.web}`,
      agent,
      sidecars: { client: await sidecarOf("client", 19000), web: await sidecarOf("web", 19001) },
      async write(entry) {
        const response = await fetch(`${url}/v1/config`, { method: "PUT", body: JSON.stringify(entry) });
        const text = await response.text();
        if (response.status !== 200) throw new Error(text);
      },
    };
  });
}

function servicesAt(address: string, web: { address: string; port: number }): object[] {
  const upstreams = [{ destination_name: "web", local_bind_address: address, local_bind_port: ports.web }];
  const local = { local_service_address: web.address, local_service_port: web.port };
  return [
    service("client", address, { port: ports.clientSidecar, proxy: { upstreams } }),
    service("web", address, { port: ports.webSidecar, proxy: local }),
  ];
}

function service(name: string, address: string, sidecar: { port: number; proxy: object }): object {
  // A check that has not run yet would keep the others from it
  return { name, address, port: 1, connect: { sidecar_service: { ...sidecar, checks: [] } } };
}

interface Sidecar {
  host: Host;
  folder: string;
  url: string;
  service: string;
  adminPort: number;
}

/** Starts the Envoy of a service, with the bootstrap that Consul writes for it. */
async function startSidecar(started: Started, { host, folder, url, service, adminPort }: Sidecar): Promise<Server> {
  const env = { ...goEnvironment(folder), CONSUL_HTTP_ADDR: url, CONSUL_GRPC_ADDR: `${host.address}:8502` };
  const admin = ["-admin-bind", `127.0.0.1:${adminPort}`];
  const words = ["connect", "envoy", "-sidecar-for", service, "-bootstrap", ...admin];
  const { stdout } = await runProcess("consul", words, { cwd: folder, env });
  const bootstrap = join(folder, `${service}.json`);
  await writeFile(bootstrap, stdout);
  const options = ["--config-path", bootstrap, "--use-dynamic-base-id", "--log-level", "warning"];
  return started.use(startServer([...host.within(folder), await envoyPath(), ...options], { folder }));
}
