import { defineCommand } from "../framework/command.ts";
import { ociLayoutOption, registryOptions } from "../image/options.ts";

export const list = defineCommand({
  name: "list",
  summary: "List the tags of a repository",
  description: "Lists all tags of a repository of a registry, or of a folder or .tar file in OCI's layout.",
  arguments: {
    repository: { description: "REGISTRY/REPOSITORY, or the path of a folder or .tar file", required: true },
  },
  options: { ociLayout: ociLayoutOption, ...registryOptions },
  examples: [
    { title: "All versions of a filter", command: "mesh-wasm list ghcr.io/acme/canary" },
    { title: "What was packed", command: "mesh-wasm list --oci-layout build/images" },
  ],
  async run(ctx, { repository, ...args }) {
    const { imagePlace } = await import("../image/image-place.ts");
    const { store, name } = await imagePlace(ctx, repository, args);
    return { result: { repository: name, tags: await store.tags() } };
  },
  render: ({ tags }) => tags.map((each) => `${each}\n`).join(""),
});
