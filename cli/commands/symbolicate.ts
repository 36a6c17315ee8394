import { defineCommand, type Outcome } from "../framework/command.ts";
import { ociLayoutOption, registryOptions } from "../image/options.ts";
import type { SymbolicateReport } from "../traps/symbolicate.ts";

export const symbolicate = defineCommand({
  name: "symbolicate",
  summary: "Explain the traps in an Envoy log, down to the source line",
  description:
    "Passes the log of an Envoy on as it comes, and writes below each trap of a filter what happened and where: functions, files, lines and their source. It finds out by itself which of the modules trapped, and says so where it is none of them. Logs of Envoy and Istio, JSON and escaped lines, and what kubectl and docker put before lines are understood.",
  arguments: {
    log: { description: "Path of the log; without it, or with -, the standard input", complete: "files" },
  },
  options: {
    wasm: {
      kind: "text",
      placeholder: "FILE",
      complete: "files",
      description: "The module that trapped, or a folder of modules",
      defaultText: "the modules that the project has built",
    },
    map: {
      kind: "text",
      placeholder: "FILE",
      complete: "files",
      description: "Source map of the module",
      defaultText: "the one beside it",
    },
    image: {
      kind: "list",
      placeholder: "REFERENCE",
      description:
        "Image of the module that trapped, to which its source map is attached; as often as there are filters",
    },
    ociLayout: ociLayoutOption,
    ...registryOptions,
  },
  examples: [
    { title: "Explain the traps of a log", command: "mesh-wasm symbolicate envoy.log" },
    {
      title: "Follow a proxy of the mesh, with the module that it has",
      command: "kubectl logs -f deploy/cart -c istio-proxy | mesh-wasm symbolicate --wasm build/canary.wasm",
    },
    {
      title: "By the digest that the mesh runs, without anything of the build",
      command: "mesh-wasm symbolicate envoy.log --image ghcr.io/acme/canary@sha256:DIGEST",
    },
    { title: "Traps as data", command: "mesh-wasm symbolicate envoy.log --json" },
  ],
  async run(ctx, args): Promise<Outcome<SymbolicateReport>> {
    const { symbolicate } = await import("../traps/symbolicate.ts");
    return symbolicate(ctx, args);
  },
  render: () => "",
});
