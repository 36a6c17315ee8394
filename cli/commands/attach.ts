import { defineCommand } from "../framework/command.ts";
import { ociLayoutOption, referenceArgument, registryOptions } from "../image/options.ts";
import { signingOptions } from "../image/sigstore-options.ts";

export const attach = defineCommand({
  name: "attach",
  summary: "Attach lists of parts, statements and source maps to an image",
  description:
    "Attaches files to an image as artifacts that refer to it, which the image and its digest stay as they are for. Lists of parts in CycloneDX and SPDX, statements of in-toto and source maps are known by their content. With --key or --sign lists of parts and statements are signed, in the format of `cosign attest`, and `mesh-wasm verify` looks at them. What is attached already is not attached again. `mesh-wasm inspect` lists what is there.",
  arguments: {
    reference: referenceArgument,
    file: { description: "Files to attach", required: true, variadic: true, complete: "files" },
  },
  options: {
    artifactType: {
      kind: "text",
      placeholder: "TYPE",
      description: "What the files are, as a media type",
      defaultText: "by their content",
    },
    ...signingOptions,
    ociLayout: ociLayoutOption,
    ...registryOptions,
  },
  examples: [
    {
      title: "What a scanner found",
      command: "mesh-wasm attach ghcr.io/acme/canary:1.0.0 report.sarif --artifact-type application/sarif+json",
    },
    {
      title: "A list of parts that is signed",
      command: "mesh-wasm attach ghcr.io/acme/canary@sha256:DIGEST canary.cdx.json --key cosign.key",
    },
    {
      title: "The source map of a build, so that its traps can be explained",
      command: "mesh-wasm attach ghcr.io/acme/canary@sha256:DIGEST build/canary.wasm.map",
    },
  ],
  async run(ctx, args) {
    const { attachReference } = await import("../attach/attach-reference.ts");
    return { result: await attachReference(ctx, args) };
  },
  render: ({ repository, digest, attached }) =>
    [`${repository}@${digest}`, ...attached.map(({ kind, digest: own }) => `${kind} ${own}`), ""].join("\n"),
});
