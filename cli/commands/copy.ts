import { defineCommand } from "../framework/command.ts";
import { registryOptions } from "../image/options.ts";

export const copy = defineCommand({
  name: "copy",
  knownAs: ["cp"],
  summary: "Copy an image from one place to another",
  description:
    "Copies an image between registries, folders and .tar files, byte by byte: its digest stays. Within a registry nothing is sent but names.",
  arguments: {
    source: { description: "Reference of the image", required: true },
    target: { description: "Where it goes; under its digest alone where no tag is given", required: true },
  },
  options: {
    referrers: {
      kind: "flag",
      short: "r",
      description: "With signatures, lists of parts, source maps and all else that refers to it",
    },
    fromOciLayout: { kind: "flag", description: "The source is in a folder or .tar file: PATH:TAG or PATH@DIGEST" },
    toOciLayout: { kind: "flag", description: "The target is a folder or .tar file: PATH or PATH:TAG" },
    ...registryOptions,
  },
  examples: [
    { title: "Promote an image", command: "mesh-wasm copy registry.test/canary:1.0.0 ghcr.io/acme/canary:1.0.0" },
    {
      title: "Carry an image with its signatures to where there is no network",
      command: "mesh-wasm copy --referrers ghcr.io/acme/canary:1.0.0 --to-oci-layout canary.tar:1.0.0",
    },
  ],
  async run(ctx, args) {
    const { copyBetween } = await import("../image/copy-between.ts");
    return { result: await copyBetween(ctx, args) };
  },
  render: ({ target, digest }) => `${target}@${digest}\n`,
});
