import { defineCommand } from "../framework/command.ts";

export const envoyUse = defineCommand({
  name: "envoy use",
  summary: "Choose the Envoy version that run and validate use",
  description:
    "Records which version run and validate use where none is asked for, and installs it if it is missing. ENVOY_PATH, ENVOY_VERSION, --envoy and the project's configuration still go before it.",
  arguments: { version: { description: "Minor or full version, such as 1.38 or 1.38.2", required: true } },
  examples: [
    { title: "Use any patch of 1.38 from now on", command: "mesh-wasm envoy use 1.38" },
    { title: "Use one exact version", command: "mesh-wasm envoy use 1.40.0" },
  ],
  async run(ctx, { version }) {
    const { useEnvoy } = await import("../../envoy/index.ts");
    return { result: await useEnvoy(ctx, version) };
  },
  render: ({ version, path }) => `Envoy ${version}  ${path}\n`,
});
