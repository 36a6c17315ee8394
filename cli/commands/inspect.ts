import { MeshWasmError } from "../../core/index.ts";
import { defineCommand, type Outcome } from "../framework/command.ts";
import type { Inspection } from "../inspect/inspect-module.ts";
import { renderInspection } from "../inspect/render-inspection.ts";

export const inspect = defineCommand({
  name: "inspect",
  aliases: ["i"],
  summary: "Show what is in a Wasm module",
  description:
    "Reads a module of any SDK: ABI version, root ids, memory, imports and exports, the schema of its configuration, the size of each function, and what would keep Envoy from loading it. A damaged module is shown as far as it can be read.",
  arguments: { wasm: { description: "Path of the module", required: true, complete: "files" } },
  examples: [
    { title: "Look into a built filter", command: "mesh-wasm inspect build/canary.wasm" },
    { title: "List what it imports, for a script", command: "mesh-wasm inspect build/canary.wasm --json" },
  ],
  async run(ctx, { wasm }): Promise<Outcome<Inspection>> {
    const { inspectModule } = await import("../inspect/inspect-module.ts");
    const { problem, ...result } = inspectModule(ctx, wasm);
    if (!problem) return { result };
    const failure = new MeshWasmError(problem.code, `${wasm}: ${problem.message}`, { hint: problem.hint });
    return { result, failure };
  },
  render: renderInspection,
});
