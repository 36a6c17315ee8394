import { relative } from "node:path";
import { defineCommand } from "../framework/command.ts";
import { table } from "../framework/table.ts";
import { engineOption, envoyOption, pluginConfigOption, rootIdOption, targetArgument } from "../run/options.ts";

export const validate = defineCommand({
  name: "validate",
  summary: "Let a real Envoy load and configure a filter",
  description:
    "Runs `envoy --mode validate`: Envoy compiles the module, starts its VM and hands it the plugin configuration, opens no port and ends. Without a name it does so with each filter of the project, built for release.",
  arguments: { target: targetArgument },
  options: {
    pluginConfig: pluginConfigOption,
    rootId: rootIdOption,
    mode: {
      kind: "choice",
      placeholder: "MODE",
      choices: ["release", "debug"],
      default: "release",
      env: "MESH_WASM_MODE",
      description: "How a filter of the project is built",
    },
    envoy: envoyOption,
    engine: engineOption,
  },
  examples: [
    { title: "Validate every filter with its own configuration", command: "mesh-wasm validate" },
    {
      title: "Ask the Envoy version of your mesh about a new configuration",
      command: "mesh-wasm validate canary --plugin-config production.yaml --envoy 1.38",
    },
    { title: "Validate a module of any SDK", command: "mesh-wasm validate other.wasm --root-id main" },
  ],
  async run(ctx, args) {
    const { validateTargets } = await import("../run/validate-targets.ts");
    return { result: { modules: await validateTargets(ctx, args) } };
  },
  render({ modules }, ctx) {
    const rows = modules.map(({ name, module, configuration, envoy, engine }) => [
      name,
      relative(ctx.cwd, module),
      configuration ?? "none",
      `${envoy ?? "default version"}${engine === "docker" ? " (Docker)" : ""}`,
    ]);
    const titles = ["FILTER", "MODULE", "CONFIGURATION", "ENVOY"].map((title) => ({ title }));
    return table(titles, rows, ctx.style);
  },
});
