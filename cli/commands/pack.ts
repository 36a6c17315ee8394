import { defineCommand } from "../framework/command.ts";
import { annotationOption, attachmentOptions, packedArgument, variantOption } from "../image/options.ts";
import { renderPushed } from "../image/render-pushed.ts";
import { signingOptions } from "../image/sigstore-options.ts";

export const pack = defineCommand({
  name: "pack",
  summary: "Pack a filter as an image without a registry",
  description:
    "Builds the filter in release mode and writes its image to a folder or a .tar file in OCI's layout, which oras, crane, skopeo and `mesh-wasm copy` read. The same source gives the same bytes.",
  arguments: { target: packedArgument },
  options: {
    output: {
      kind: "text",
      short: "o",
      placeholder: "PATH[:TAG]",
      description: "Folder, or file that ends in .tar",
      default: "build/images",
      complete: "files",
    },
    variant: variantOption,
    annotation: annotationOption,
    ...attachmentOptions,
    ...signingOptions,
  },
  examples: [
    { title: "Pack the filter of the project", command: "mesh-wasm pack" },
    {
      title: "One file to carry into a network of its own",
      command: "mesh-wasm pack canary --output canary.tar:1.0.0",
    },
  ],
  async run(ctx, { output, ...args }) {
    const { pushImage } = await import("../image/push-image.ts");
    const local = { plainHttp: undefined, insecure: false, caFile: undefined, certFile: undefined, keyFile: undefined };
    return {
      result: await pushImage(ctx, { ...args, reference: output, ociLayout: true, ...local }),
    };
  },
  render: renderPushed,
});
