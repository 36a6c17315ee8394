import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type IstioProxy, startIstioProxy } from "./istio-proxy.ts";
import { forStockEnvoy, meshConfig } from "./istiod-settings.ts";
import type { Network } from "./network.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { type Server, startServer } from "./server.ts";
import { starting } from "./starting.ts";

/** Istio without Kubernetes, with one gateway. */
export interface IstiodLite extends AsyncDisposable {
  readonly istiod: Server;
  readonly proxy: IstioProxy;
}

/**
 * Starts Istio without Kubernetes, and one gateway with labels.
 *
 * @param resources what is deployed, in YAML
 */
export function startIstiodLite(
  network: Network,
  labels: Record<string, string>,
  resources: string,
): Promise<IstiodLite> {
  return starting(async (started) => {
    const folder = await scratchFolder(started, "istiod-lite");
    await writeFile(join(folder, "mesh.yaml"), meshConfig);
    await writeFile(join(folder, "resources.yaml"), resources);
    const words = ["-listen", `${network.address}:0`, "-mesh", "mesh.yaml", "resources.yaml"];
    const istiod = started.use(startServer(["istiod-lite", ...words], { folder, env: forStockEnvoy }));
    const listening = /listening on (\S+)/;
    await istiod.until(async () => listening.test(istiod.log));
    const [, discoveryAddress = ""] = listening.exec(istiod.log) ?? [];
    const host = await network.addHost();
    const proxy = started.use(
      await startIstioProxy({ host, name: "gateway-0", namespace: "istio-ingress", labels, discoveryAddress }),
    );
    return { istiod, proxy };
  });
}
