import { relative } from "node:path";
import { defineCommand } from "../framework/command.ts";
import { ociLayoutOption, registryOptions } from "../image/options.ts";

export const sbom = defineCommand({
  name: "sbom",
  summary: "List the packages that are compiled into a module",
  description:
    "Writes a software bill of materials: the module with its digest, and each package that was compiled into it, with version and licence. Modules of `mesh-wasm build` say it themselves, so the list of an image is as good as that of a fresh build; of a module of another SDK no more is known than its language and tools, and the list says so. The same module gives the same list.",
  arguments: {
    target: {
      description:
        "Name of a filter of the project, path of a .wasm file, or reference of an image; the only filter where none is named",
      complete: "files",
    },
  },
  options: {
    format: {
      kind: "choice",
      short: "f",
      placeholder: "FORMAT",
      choices: ["cyclonedx", "spdx"],
      default: "cyclonedx",
      description: "CycloneDX 1.6 or SPDX 2.3, both in JSON",
    },
    output: {
      kind: "text",
      short: "o",
      placeholder: "FILE",
      complete: "files",
      description: "Where the list goes",
      defaultText: "standard output",
    },
    attached: { kind: "flag", description: "Print the list that is attached to the image, whoever has made it" },
    ociLayout: ociLayoutOption,
    ...registryOptions,
  },
  examples: [
    { title: "What is in the filter of the project", command: "mesh-wasm sbom" },
    {
      title: "Of an image, for a scanner",
      command: "mesh-wasm sbom ghcr.io/acme/canary:1.0.0 --output canary.cdx.json",
    },
    { title: "In SPDX", command: "mesh-wasm sbom build/canary.wasm --format spdx" },
  ],
  async run(ctx, args) {
    const { sbomOf } = await import("../sbom/sbom-of.ts");
    return { result: await sbomOf(ctx, args) };
  },
  render: ({ file, document }, ctx) =>
    file === null ? `${JSON.stringify(document, null, 2)}\n` : `${relative(ctx.cwd, file)}\n`,
});
