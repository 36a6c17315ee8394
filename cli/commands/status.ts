import { defineCommand } from "../framework/command.ts";
import type { Status } from "../mesh/ask-status.ts";
import { clusterOptions, namespaceOption, podLabelOption, proxyOption } from "../mesh/cluster-options.ts";
import { renderStates } from "../mesh/render-states.ts";

export const status = defineCommand({
  name: "status",
  summary: "Ask the proxies what they run of a filter",
  description:
    "Asks each proxy itself, by its admin interface, and says which runs which digest, which has refused it or has no module, and why. The proxies are those of Istio in the pods of the namespace, or those that are named, which need no cluster. Fails where a proxy has failed or does not answer.",
  arguments: { name: { description: "Name of the resource", required: true } },
  options: {
    namespace: namespaceOption,
    selector: podLabelOption,
    proxy: proxyOption,
    ...clusterOptions,
  },
  examples: [
    { title: "The proxies of a namespace", command: "mesh-wasm status canary --namespace shop" },
    { title: "Envoys outside Kubernetes", command: "mesh-wasm status canary --proxy http://10.0.0.7:9901" },
  ],
  async run(ctx, args) {
    const { askStatus } = await import("../mesh/ask-status.ts");
    return askStatus(ctx, args);
  },
  render: ({ proxies }: Status, ctx) => renderStates(proxies, ctx),
});
