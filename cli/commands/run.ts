import { defineCommand, type Outcome } from "../framework/command.ts";
import { engineOption, envoyOption, pluginConfigOption, rootIdOption, targetArgument } from "../run/options.ts";
import type { RunReport } from "../run/run-filter.ts";

export const run = defineCommand({
  name: "run",
  aliases: ["r"],
  knownAs: ["start", "serve", "dev"],
  summary: "Run a filter in a real Envoy",
  description:
    "Starts Envoy with a filter of the project, which is built first, or with any module. Requests go on to an upstream that echoes them, or to your own. Shows what the filter logs, and stays until Ctrl-C. With --watch each change is built and swapped into the running Envoy without losing a connection.",
  arguments: { target: targetArgument },
  options: {
    port: {
      kind: "number",
      short: "p",
      placeholder: "N",
      minimum: 0,
      maximum: 65535,
      env: "MESH_WASM_PORT",
      description: "Port of the proxy; 0 for any free one",
      defaultText: "10000",
    },
    upstream: {
      kind: "text",
      placeholder: "URL",
      env: "MESH_WASM_UPSTREAM",
      description: "Where requests go on to, such as http://127.0.0.1:8080, or echo",
      defaultText: "upstream of the configuration, else echo",
    },
    pluginConfig: pluginConfigOption,
    rootId: rootIdOption,
    mode: {
      kind: "choice",
      placeholder: "MODE",
      choices: ["release", "debug"],
      default: "debug",
      env: "MESH_WASM_MODE",
      description: "How a filter of the project is built",
    },
    envoy: envoyOption,
    engine: engineOption,
    failStrategy: {
      kind: "choice",
      placeholder: "WHAT",
      choices: ["close", "open", "reload"],
      description:
        "What happens to requests after the filter has trapped: refuse them, let them pass, or start a new VM",
      defaultText: "Envoy's, close",
    },
    bootstrap: {
      kind: "text",
      placeholder: "FILE",
      complete: "files",
      description: "Start this Envoy configuration instead, - for the standard input",
    },
    printBootstrap: { kind: "flag", description: "Print the Envoy configuration as YAML and stop" },
    logLevel: {
      kind: "text",
      placeholder: "LEVEL",
      complete: ["trace", "debug", "info", "warning", "error", "critical", "off", "wasm:debug", "wasm:trace"],
      description: "Level of all of Envoy's log, or of loggers such as wasm:debug; shows every line",
      defaultText: "info, of which plugins and faults are shown",
    },
    watch: { kind: "flag", short: "w", description: "Build again after each change and swap it in" },
  },
  rest: "envoy args",
  examples: [
    { title: "Run the only filter of the project and swap in each change", command: "mesh-wasm run --watch" },
    {
      title: "Run one of several, with another configuration, before your own service",
      command: "mesh-wasm run canary --plugin-config beta.yaml --upstream http://127.0.0.1:8080",
    },
    { title: "Run a module of any SDK in Envoy 1.38", command: "mesh-wasm run other.wasm --root-id main --envoy 1.38" },
    { title: "See the Envoy configuration", command: "mesh-wasm run --print-bootstrap" },
    { title: "Watch the calls between Envoy and the filter", command: "mesh-wasm run -vv" },
    { title: "Tell Envoy in which zone it runs", command: "mesh-wasm run -- --service-zone eu-west-1" },
  ],
  async run(ctx, args): Promise<Outcome<RunReport>> {
    if (args.bootstrap !== undefined) {
      const { runBootstrap } = await import("../run/run-bootstrap.ts");
      return runBootstrap(ctx, args, args.bootstrap);
    }
    const { runFilter } = await import("../run/run-filter.ts");
    return runFilter(ctx, args);
  },
  render(report, { style: { color, mark } }) {
    if (report.kind === "bootstrap") return report.yaml;
    const { url, adminUrl, upstream } = report;
    const rows = [
      ...(url ? [["proxy", `${color.cyan(url)}${upstream ? `  ${mark.hint} upstream: ${upstream}` : ""}`]] : []),
      ["admin", color.cyan(adminUrl)],
      ...(url ? [["try", `curl -i ${url}/`]] : []),
    ];
    return rows.map(([label = "", text]) => `  ${color.green(mark.arrow)} ${label.padEnd(6)} ${text}\n`).join("");
  },
});
