import { defineCommand } from "../framework/command.ts";
import { shortDigest } from "../framework/short-digest.ts";
import { table } from "../framework/table.ts";
import { clusterOptions, namespaceOption } from "../mesh/cluster-options.ts";

const titles = ["REVISION", "TIME", "BY", "DIGEST", "NOTE"].map((title) => ({ title }));

export const history = defineCommand({
  name: "history",
  summary: "List the revisions of what is deployed",
  description:
    "Lists the last ten revisions of a resource, the one that holds first: when and by whom each was applied, and with which digest.",
  arguments: { name: { description: "Name of the resource", required: true } },
  options: { namespace: namespaceOption, ...clusterOptions },
  examples: [
    { title: "Of a filter", command: "mesh-wasm history canary --namespace shop" },
    { title: "With the specifications", command: "mesh-wasm history canary --namespace shop --json" },
  ],
  async run(ctx, { name, namespace, ...args }) {
    const { connect } = await import("../mesh/connect.ts");
    const { deployed, historyOf } = await import("../../mesh/index.ts");
    const resource = await deployed(await connect(ctx, args), name, namespace);
    return { result: { name, namespace: resource.metadata.namespace ?? "", revisions: historyOf(resource) } };
  },
  render({ revisions }, ctx) {
    const rows = revisions.map(({ revision, at, by, digest, note }) => [
      `${revision}`,
      at,
      by,
      shortDigest(digest),
      note ?? "",
    ]);
    return table(titles, rows, ctx.style);
  },
});
