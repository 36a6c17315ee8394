import { defineCommand } from "../framework/command.ts";

export const envoyWhich = defineCommand({
  name: "envoy which",
  summary: "Print the path of the Envoy that is used",
  description:
    "Prints where the Envoy is that run and validate start: the one in ENVOY_PATH, else on PATH, else func-e's, else mesh-wasm's own. It is tried before it is named.",
  arguments: { version: { description: "Minor or full version that it must be of" } },
  examples: [
    { title: "Ask that Envoy for its version", command: '"$(mesh-wasm envoy which)" --version' },
    { title: "Find a 1.38", command: "mesh-wasm envoy which 1.38" },
  ],
  async run(ctx, { version }) {
    const { findEnvoy } = await import("../../envoy/index.ts");
    return { result: await findEnvoy(ctx, version === undefined ? {} : { version }) };
  },
  render: ({ path }) => `${path}\n`,
});
