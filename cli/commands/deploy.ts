import { defineCommand } from "../framework/command.ts";
import { imageArgument } from "../image/options.ts";
import { changeOptions } from "../mesh/cluster-options.ts";
import type { Deployed } from "../mesh/deploy-resources.ts";
import { deliveryOption, deployTargets, pluginOptions } from "../mesh/options.ts";
import { renderChanges } from "../mesh/render-changes.ts";

export const deploy = defineCommand({
  name: "deploy",
  knownAs: ["apply"],
  summary: "Load a filter into the proxies of a cluster",
  description:
    "Applies what `manifest` writes, or the resources of a file, through the API of Kubernetes, on the server and under a field manager of its own: what others manage is not overwritten unless you say so. The server tries all of it before any of it is kept, and the lines that change are shown. The last ten revisions are kept with the resource, for `history` and `rollback`. With --canary a second resource, NAME-canary, has some workloads load it first, beside the one for all; deploying without it puts it in place for all and removes the canary.",
  arguments: {
    target: { description: "What it is for", choices: deployTargets },
    image: imageArgument,
  },
  options: {
    manifest: {
      kind: "text",
      short: "f",
      placeholder: "FILE",
      complete: "files",
      description: "Resources in YAML, in place of a target and an image",
    },
    canary: { kind: "list", placeholder: "LABEL=VALUE", description: "Only for workloads that have this label, too" },
    delivery: deliveryOption,
    ...changeOptions,
    ...pluginOptions,
  },
  examples: [
    {
      title: "See what would change",
      command: "mesh-wasm deploy istio ghcr.io/acme/canary:1.1.0 --namespace shop --selector app=cart --dry-run",
    },
    {
      title: "Some workloads first",
      command:
        "mesh-wasm deploy istio ghcr.io/acme/canary:1.1.0 --namespace shop --selector app=cart --canary track=canary --wait",
    },
    { title: "A manifest that is kept in Git", command: "mesh-wasm deploy --manifest canary.yaml --wait" },
  ],
  async run(ctx, args) {
    const { deployResources } = await import("../mesh/deploy-resources.ts");
    return deployResources(ctx, args);
  },
  render: ({ changes, dryRun }: Deployed, ctx) => renderChanges(changes, dryRun, ctx),
});
