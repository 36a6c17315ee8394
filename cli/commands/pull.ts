import { relative } from "node:path";
import { formatSize } from "../config/size.ts";
import { defineCommand } from "../framework/command.ts";
import { ociLayoutOption, referenceArgument, registryOptions } from "../image/options.ts";

export const pull = defineCommand({
  name: "pull",
  summary: "Fetch the module of an image",
  description:
    "Fetches an image, checks each part against its digest, and writes the module that is in it to a file. It takes images of any tool that proxies could load, and those of oras and of the CNCF's layout.",
  arguments: { reference: referenceArgument },
  options: {
    output: {
      kind: "text",
      short: "o",
      placeholder: "FILE",
      description: "Where the module goes",
      defaultText: "the image's name, in this folder",
      complete: "files",
    },
    force: { kind: "flag", short: "f", description: "Replace a file that is there" },
    ociLayout: ociLayoutOption,
    ...registryOptions,
  },
  examples: [
    { title: "Fetch a module", command: "mesh-wasm pull ghcr.io/acme/canary:1.0.0" },
    {
      title: "Look at what a proxy runs",
      command: "mesh-wasm pull ghcr.io/acme/canary@sha256:DIGEST --output running.wasm",
    },
  ],
  async run(ctx, args) {
    const { pullImage } = await import("../image/pull-image.ts");
    return { result: await pullImage(ctx, args) };
  },
  render: ({ file, size, digest, variant }, ctx) =>
    `${relative(ctx.cwd, file)}  ${formatSize(size)}\nfrom an image in the layout ${variant}, ${digest}\n`,
});
