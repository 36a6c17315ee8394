import { MeshWasmError } from "../../core/index.ts";
import { defineCommand, type Outcome } from "../framework/command.ts";
import { ociLayoutOption, registryOptions } from "../image/options.ts";
import type { Inspection } from "../inspect/inspect-module.ts";
import { renderInspection } from "../inspect/render-inspection.ts";

export const inspect = defineCommand({
  name: "inspect",
  aliases: ["i"],
  summary: "Show what is in a Wasm module or an image of one",
  description:
    "Reads a module of any SDK: ABI version, root ids, memory, what it touches (foreign functions, clusters, headers and more, by the names in its code), imports and exports, the schema of its configuration, the size of each function, and what would keep Envoy from loading it. A damaged module is shown as far as it can be read. Of an image it fetches the module, and shows digest, layout and annotations, too.",
  arguments: {
    module: { description: "Path of the module, or reference of an image", required: true, complete: "files" },
  },
  options: { ociLayout: ociLayoutOption, ...registryOptions },
  examples: [
    { title: "Look into a built filter", command: "mesh-wasm inspect build/canary.wasm" },
    { title: "List what it imports, for a script", command: "mesh-wasm inspect build/canary.wasm --json" },
    { title: "Look into what a mesh runs", command: "mesh-wasm inspect ghcr.io/acme/canary:1.0.0" },
  ],
  async run(ctx, { module, ...args }): Promise<Outcome<Inspection>> {
    const { inspectTarget } = await import("../inspect/inspect-target.ts");
    const { problem, ...result } = await inspectTarget(ctx, module, args);
    if (!problem) return { result };
    const failure = new MeshWasmError(problem.code, `${module}: ${problem.message}`, { hint: problem.hint });
    return { result, failure };
  },
  render: renderInspection,
});
