import { MeshWasmError } from "../../core/index.ts";
import { printBootstrap } from "../../envoy/index.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { readBootstrap } from "./bootstrap-file.ts";
import { logLevels } from "./log-level.ts";
import type { RunArguments, RunReport } from "./run-filter.ts";
import { startShown, untilItEnds } from "./start-shown.ts";

/** Options that say what a configuration of one's own says itself. */
const excluded = ["target", "port", "upstream", "pluginConfig", "rootId", "failStrategy"] as const;

/** Runs an Envoy configuration of the user's own until the user stops it. Modules that it names are not built. */
export async function runBootstrap(ctx: CommandContext, args: RunArguments, file: string): Promise<Outcome<RunReport>> {
  const given = excluded.find((name) => args[name] !== undefined);
  if (given !== undefined || args.watch) {
    throw new MeshWasmError("MW0106", "--bootstrap is a whole configuration, which names its own modules and ports", {
      hint: `leave out ${optionNames[given ?? "watch"]}`,
    });
  }
  const bootstrap = await readBootstrap(ctx, file);
  if (args.printBootstrap) return { result: { kind: "bootstrap", yaml: printBootstrap(bootstrap) } };
  const envoy = await startShown(ctx, args, logLevels(args.logLevel, ctx.global.verbose), undefined, { bootstrap });
  return {
    result: {
      kind: "running",
      url: envoy.url,
      adminUrl: envoy.adminUrl,
      upstream: null,
      filter: null,
      module: null,
      engine: envoy.engine,
      envoy: envoy.version,
    },
    stay: () => untilItEnds(ctx, envoy),
  };
}

const optionNames = {
  target: "the filter",
  port: "--port (or MESH_WASM_PORT)",
  upstream: "--upstream (or MESH_WASM_UPSTREAM)",
  pluginConfig: "--plugin-config",
  rootId: "--root-id",
  failStrategy: "--fail-strategy",
  watch: "--watch",
};
