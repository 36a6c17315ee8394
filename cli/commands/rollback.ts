import { defineCommand } from "../framework/command.ts";
import { changeOptions, namespaceOption } from "../mesh/cluster-options.ts";
import type { Deployed } from "../mesh/deploy-resources.ts";
import { renderChanges } from "../mesh/render-changes.ts";

export const rollback = defineCommand({
  name: "rollback",
  knownAs: ["undo"],
  summary: "Go back to an earlier revision of what is deployed",
  description:
    "Applies an earlier specification, as `history` lists them, as a new revision. Nothing but the cluster is asked: neither the registry nor your project.",
  arguments: { name: { description: "Name of the resource", required: true } },
  options: {
    to: {
      kind: "text",
      placeholder: "REVISION",
      description: "Number or digest of the revision",
      defaultText: "the one before",
    },
    namespace: namespaceOption,
    ...changeOptions,
  },
  examples: [
    { title: "The one before", command: "mesh-wasm rollback canary --namespace shop --wait" },
    { title: "By number", command: "mesh-wasm rollback canary --namespace shop --to 3" },
  ],
  async run(ctx, args) {
    const { rollBack } = await import("../mesh/roll-back.ts");
    return rollBack(ctx, args);
  },
  render: ({ changes, dryRun }: Deployed, ctx) => renderChanges(changes, dryRun, ctx),
});
