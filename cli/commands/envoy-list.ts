import { defineCommand } from "../framework/command.ts";
import { table } from "../framework/table.ts";

export const envoyList = defineCommand({
  name: "envoy list",
  aliases: ["ls"],
  summary: "List the Envoys that are here or can be installed",
  description:
    "Lists every Envoy that mesh-wasm finds on this machine, the one that run and validate use first marked, and the versions that it can install.",
  examples: [
    { title: "See what there is", command: "mesh-wasm envoy list" },
    { title: "Get the paths for a script", command: "mesh-wasm envoy list --json" },
  ],
  async run(ctx) {
    const { listEnvoys } = await import("../../envoy/index.ts");
    return { result: await listEnvoys(ctx) };
  },
  render(envoys, { style }) {
    const rows = envoys.map((envoy) => [
      envoy.current ? style.mark.arrow : "",
      envoy.version,
      envoy.installed ? "installed" : "can be installed",
      envoy.source ?? "",
      envoy.path ?? "",
    ]);
    const titles = ["", "VERSION", "STATE", "FOUND BY", "PATH"].map((title) => ({ title }));
    return table(titles, rows, style);
  },
});
