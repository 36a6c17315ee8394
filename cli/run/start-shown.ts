import { MeshWasmError } from "../../core/index.ts";
import {
  type FailurePolicy,
  findOrInstallEnvoy,
  type RunningEnvoy,
  type StartOptions,
  startEnvoy,
} from "../../envoy/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { explainedError } from "../traps/explained-error.ts";
import { namedModules } from "../traps/named-modules.ts";
import { TrapExplainer } from "../traps/trap-explainer.ts";
import type { LogLevels } from "./log-level.ts";
import { LogDisplay } from "./show-logs.ts";

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
  const explainer = new TrapExplainer(namedModules(options));
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
    throw explainedError(error, explainer, ctx.errorStyle);
  }
  ctx.defer(() => envoy.stop());
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  step.done(`Envoy ${envoy.version} ready in ${seconds} s${envoy.engine === "docker" ? " (Docker)" : ""}`);
  if (keepRunDirectory) ctx.note(`configuration and logs stay in ${envoy.runDirectory}`);
  const { everything } = levels;
  showLogs(ctx, envoy, explainer, { everything, policy: options.plugins?.[0]?.failurePolicy });
  return envoy;
}

function showLogs(
  ctx: CommandContext,
  envoy: RunningEnvoy,
  explainer: TrapExplainer,
  { everything, policy }: { everything: boolean; policy: FailurePolicy | undefined },
): void {
  const effect = effectOf(policy);
  const display = new LogDisplay({ style: ctx.errorStyle, everything, explainer, effect, show: ctx.note });
  for (const line of envoy.logs.lines()) display.take(line);
  envoy.logs.onLine((line) => display.take(line));
  envoy.exited.finally(() => display.end());
}

function effectOf(policy: FailurePolicy | undefined): string {
  const effects: Record<FailurePolicy, string> = {
    FAIL_CLOSED: "requests get 503 from now on",
    FAIL_OPEN: "requests pass without the filter from now on",
    FAIL_RELOAD: "requests get 503 until there is a new VM, in about a second",
  };
  return `${effects[policy ?? "FAIL_CLOSED"]}; more: mesh-wasm explain MW0402`;
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
