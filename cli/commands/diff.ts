import { MeshWasmError } from "../../core/index.ts";
import { defineCommand, type Outcome } from "../framework/command.ts";
import { ociLayoutOption, registryOptions } from "../image/options.ts";
import type { ModuleDiff } from "../inspect/diff-modules.ts";
import { renderDiff } from "../inspect/render-diff.ts";

export const diff = defineCommand({
  name: "diff",
  summary: "Show what a new version of a module may do that the old one might not",
  description:
    "Compares two modules, of files or images and of any SDK: the functions of the proxy that they call, what they touch (foreign functions, clusters, headers and more, by the names in their code), the callbacks that the proxy calls, root ids, and fields of their configurations.",
  arguments: {
    from: { description: "Path of the old module, or reference of its image", required: true, complete: "files" },
    to: { description: "Path of the new module, or reference of its image", required: true, complete: "files" },
  },
  options: {
    exitCode: { kind: "flag", description: "End with status 1 where the new one may do more" },
    ociLayout: { ...ociLayoutOption, description: `${ociLayoutOption.description}; both of them` },
    ...registryOptions,
  },
  examples: [
    {
      title: "Two versions of a filter",
      command: "mesh-wasm diff ghcr.io/acme/canary:1.0.0 ghcr.io/acme/canary:1.1.0",
    },
    {
      title: "What was built beside what runs, as a gate in a pipeline",
      command: "mesh-wasm diff --exit-code ghcr.io/acme/canary:stable build/canary.wasm",
    },
  ],
  async run(ctx, { from, to, exitCode, ...args }): Promise<Outcome<ModuleDiff>> {
    const { inspectTarget } = await import("../inspect/inspect-target.ts");
    const { diffModules, mayDoMore } = await import("../inspect/diff-modules.ts");
    const [before, after] = [await inspectTarget(ctx, from, args), await inspectTarget(ctx, to, args)];
    const result = diffModules(before, after);
    if (!exitCode || !mayDoMore(result)) return { result };
    return { result, failure: new MeshWasmError("MW0720", `${to} may do what ${from} might not`) };
  },
  render: renderDiff,
});
