import { defineCommand } from "../framework/command.ts";
import { ociLayoutOption, referenceArgument, registryOptions } from "../image/options.ts";

export const resolve = defineCommand({
  name: "resolve",
  summary: "Print the digest of an image",
  description:
    "Asks which image a tag names at the moment. A digest always names the same one: manifests for a mesh should have it in place of the tag.",
  arguments: { reference: referenceArgument },
  options: {
    full: { kind: "flag", description: "Print the whole reference with the digest" },
    ociLayout: ociLayoutOption,
    ...registryOptions,
  },
  examples: [
    { title: "The digest of a tag", command: "mesh-wasm resolve ghcr.io/acme/canary:1.0.0" },
    { title: "What a manifest wants", command: "mesh-wasm resolve --full ghcr.io/acme/canary:1.0.0" },
  ],
  async run(ctx, { full, ...args }) {
    const { imagePlace, referenceIn } = await import("../image/image-place.ts");
    const place = await imagePlace(ctx, args.reference, args);
    const { descriptor } = await place.store.readManifest(referenceIn(place));
    const { digest, mediaType, size } = descriptor;
    return { result: { repository: place.name, digest, mediaType, size, full } };
  },
  render: ({ repository, digest, full }) => `${full ? `${repository}@` : ""}${digest}\n`,
});
