import { MeshWasmError } from "../../core/index.ts";
import { findOrInstallEnvoy, type RunningEnvoy, type StartOptions, startEnvoy } from "../../envoy/index.ts";
import type { CommandContext } from "../framework/context.ts";
import type { LogLevels } from "./log-level.ts";
import { logView } from "./log-line.ts";

/** What the command line says about Envoy; undefined where it says nothing. */
export interface EnvoyArguments {
  envoy: string | undefined;
  engine: "envoy" | "docker";
  logLevel: string | undefined;
  /** Words for Envoy's own command line. */
  rest: string[];
}

/** How many of Envoy's last lines an error shows. */
const lastLines = 12;

/** Starts an Envoy that ends with the command, and shows what it and its plugins log. */
export async function startShown(
  ctx: CommandContext,
  args: EnvoyArguments,
  levels: LogLevels,
  configuredVersion: string | undefined,
  options: StartOptions,
): Promise<RunningEnvoy> {
  const version = args.envoy ?? configuredVersion;
  if (args.engine === "envoy") await findOrInstallEnvoy(ctx, version === undefined ? {} : { version });
  const keepRunDirectory = ctx.global.verbose > 0;
  const step = ctx.progress.step(args.engine === "docker" ? "starting Envoy in Docker" : "starting Envoy");
  const start = performance.now();
  let envoy: RunningEnvoy;
  try {
    envoy = await startEnvoy(
      {
        ...options,
        engine: args.engine,
        ...(version === undefined ? {} : { version }),
        ...levels.options,
        args: args.rest,
        keepRunDirectory,
      },
      ctx,
    );
  } catch (error) {
    step.fail();
    throw error;
  }
  ctx.defer(() => envoy.stop());
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  step.done(`Envoy ${envoy.version} ready in ${seconds} s${envoy.engine === "docker" ? " (Docker)" : ""}`);
  if (keepRunDirectory) ctx.note(`configuration and logs stay in ${envoy.runDirectory}`);
  showLogs(ctx, envoy, levels.everything);
  return envoy;
}

function showLogs(ctx: CommandContext, envoy: RunningEnvoy, everything: boolean): void {
  const view = logView(ctx.errorStyle, everything);
  function show(line: string): void {
    const text = view(line);
    if (text !== undefined) ctx.note(text);
  }
  for (const line of envoy.logs.lines()) show(line);
  envoy.logs.onLine(show);
}

/**
 * Waits until the user stops the command.
 *
 * @throws MeshWasmError MW0534 where Envoy ends by itself before
 */
export async function untilItEnds(ctx: CommandContext, envoy: RunningEnvoy): Promise<void> {
  const { code, signal } = await envoy.exited;
  if (ctx.signal.aborted) return;
  const how = signal === null ? `with exit status ${code}` : `by ${signal}`;
  throw new MeshWasmError("MW0534", `Envoy ended ${how} while it should serve`, {
    details: envoy.logs.lines().slice(-lastLines),
    hint: "its last words are above; --verbose shows all and keeps its configuration and logs",
  });
}
