import { defineCommand } from "../framework/command.ts";
import {
  annotationOption,
  attachmentOptions,
  ociLayoutOption,
  packedArgument,
  registryOptions,
  variantOption,
} from "../image/options.ts";
import { renderPushed } from "../image/render-pushed.ts";
import { signingOptions } from "../image/sigstore-options.ts";

export const push = defineCommand({
  name: "push",
  summary: "Publish a filter as an image",
  description:
    "Builds the filter in release mode, packs it as an image that the proxies of a mesh can load, and sends it to a registry. What the registry has already is not sent again; a push that was cut off goes on where it stopped. The same source gives the same digest, wherever it is built. Credentials are those of `mesh-wasm login`, Docker and Podman.",
  arguments: {
    reference: {
      description: "Where it goes: REGISTRY/REPOSITORY:TAG, with further tags behind commas",
      required: true,
    },
    target: packedArgument,
  },
  options: {
    variant: variantOption,
    annotation: annotationOption,
    ...attachmentOptions,
    ...signingOptions,
    ociLayout: ociLayoutOption,
    ...registryOptions,
  },
  examples: [
    { title: "Publish the filter of the project", command: "mesh-wasm push ghcr.io/acme/canary:1.0.0" },
    {
      title: "With what is in it, how it was built, and what explains its traps, all signed",
      command: "mesh-wasm push ghcr.io/acme/canary:1.0.0 --sbom --provenance --source-map --key cosign.key",
    },
    { title: "Under several tags", command: "mesh-wasm push ghcr.io/acme/canary:1.0.0,1.0,latest" },
    { title: "A module of any SDK", command: "mesh-wasm push ghcr.io/acme/other:1.0 other.wasm" },
    {
      title: "The digest, for a script",
      command: "mesh-wasm push ghcr.io/acme/canary:1.0.0 --json | jq -r .data.digest",
    },
  ],
  async run(ctx, args) {
    const { pushImage } = await import("../image/push-image.ts");
    return { result: await pushImage(ctx, args) };
  },
  render: renderPushed,
});
