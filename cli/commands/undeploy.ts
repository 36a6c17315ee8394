import { defineCommand } from "../framework/command.ts";
import { clusterOptions, namespaceOption } from "../mesh/cluster-options.ts";

export const undeploy = defineCommand({
  name: "undeploy",
  summary: "Take a filter out of the proxies of a cluster",
  description:
    "Removes the resource that `deploy` has made, with its history. What others have made under the name is not touched.",
  arguments: { name: { description: "Name of the resource; of a canary NAME-canary", required: true } },
  options: { namespace: namespaceOption, ...clusterOptions },
  examples: [
    { title: "A filter", command: "mesh-wasm undeploy canary --namespace shop" },
    { title: "A canary that has not proven itself", command: "mesh-wasm undeploy canary-canary --namespace shop" },
  ],
  async run(ctx, { name, namespace, ...args }) {
    const { connect } = await import("../mesh/connect.ts");
    const { deployed } = await import("../../mesh/index.ts");
    const client = await connect(ctx, args);
    const resource = await deployed(client, name, namespace);
    await client.delete(resource);
    return { result: { kind: resource.kind, namespace: resource.metadata.namespace ?? "", name } };
  },
  render: ({ kind, namespace, name }) => `${kind} ${namespace}/${name} deleted\n`,
});
