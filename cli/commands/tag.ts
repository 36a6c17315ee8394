import { defineCommand } from "../framework/command.ts";
import { ociLayoutOption, referenceArgument, registryOptions } from "../image/options.ts";

export const tag = defineCommand({
  name: "tag",
  summary: "Give an image further tags",
  description:
    "Gives an image in a registry further tags, without fetching or sending what it is made of. A tag that another image has is taken from that one.",
  arguments: {
    reference: referenceArgument,
    tags: { description: "The new tags", required: true, variadic: true },
  },
  options: { ociLayout: ociLayoutOption, ...registryOptions },
  examples: [
    { title: "Make a version the stable one", command: "mesh-wasm tag ghcr.io/acme/canary:1.0.0 stable" },
    { title: "Several at once", command: "mesh-wasm tag ghcr.io/acme/canary:1.0.3 1.0 1 latest" },
  ],
  async run(ctx, args) {
    const { tagImage } = await import("../image/tag-image.ts");
    return { result: await tagImage(ctx, args) };
  },
  render: ({ repository, tags, digest }) => `${digest}\n${tags.map((each) => `${repository}:${each}\n`).join("")}`,
});
