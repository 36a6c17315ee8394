import { defineCommand } from "../framework/command.ts";
import { ociLayoutOption, referenceArgument, registryOptions } from "../image/options.ts";

export const verify = defineCommand({
  name: "verify",
  summary: "Check who has signed an image, and that it is whole",
  description:
    "Looks for a signature of the image that one of the keys has made, in the format of cosign 3, and reads the whole image: its manifest, configuration and layers must be what was signed. A transparency log is not asked. The first line of the result is the image by its digest, which a manifest for a mesh should have.",
  arguments: { reference: referenceArgument },
  options: {
    key: {
      kind: "list",
      short: "k",
      placeholder: "FILE",
      complete: "files",
      description: "Public key of whoever signs, in PEM; of several any one is enough",
    },
    ociLayout: ociLayoutOption,
    ...registryOptions,
  },
  examples: [
    { title: "Before it goes into a mesh", command: "mesh-wasm verify --key cosign.pub ghcr.io/acme/canary:1.0.0" },
    {
      title: "While keys change",
      command: "mesh-wasm verify --key old.pub --key new.pub ghcr.io/acme/canary:1.0.0",
    },
    {
      title: "The digest, for a script",
      command: "mesh-wasm verify --key cosign.pub ghcr.io/acme/canary:1.0.0 --json | jq -r .data.digest",
    },
  ],
  async run(ctx, args) {
    const { verifyReference } = await import("../image/verify-reference.ts");
    return { result: await verifyReference(ctx, args) };
  },
  render: ({ repository, digest, signatures, parts }) => {
    const lines = signatures.map(({ key, keyFile }) => `signed with ${keyFile}, key sha256:${key}`);
    return `${[`${repository}@${digest}`, ...lines, `manifest and ${parts} parts are what was signed`].join("\n")}\n`;
  },
});
