import { defineCommand } from "../framework/command.ts";
import { registryOptions } from "../image/options.ts";
import { clusterOptions, namespaceOption, podLabelOption } from "../mesh/cluster-options.ts";
import type { ProxyLogs } from "../mesh/proxy-logs.ts";

export const logs = defineCommand({
  name: "logs",
  summary: "Show what proxies have logged, with traps down to the source line",
  description:
    "Reads the logs of the namespace's proxies, and writes below each trap of a filter what happened and where. The source map is the one that is attached to the image which is deployed under the name (`push --source-map`); or the module is named.",
  arguments: { name: { description: "Name of the resource", required: true } },
  options: {
    namespace: namespaceOption,
    selector: podLabelOption,
    tail: {
      kind: "number",
      placeholder: "LINES",
      minimum: 1,
      maximum: 1_000_000,
      description: "The last lines of each proxy alone",
      defaultText: "all that the cluster has",
    },
    wasm: {
      kind: "text",
      placeholder: "FILE",
      complete: "files",
      description: "The module that runs, or a folder of modules",
      defaultText: "that of the image that is deployed",
    },
    ...clusterOptions,
    ...registryOptions,
  },
  examples: [
    { title: "The proxies of a namespace", command: "mesh-wasm logs canary --namespace shop" },
    { title: "The end of some", command: "mesh-wasm logs canary --namespace shop --selector app=cart --tail 200" },
  ],
  async run(ctx, args) {
    const { proxyLogs } = await import("../mesh/proxy-logs.ts");
    return { result: await proxyLogs(ctx, args) };
  },
  render: ({ text }: ProxyLogs) => text,
});
