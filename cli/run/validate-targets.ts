import { MeshWasmError } from "../../core/index.ts";
import { findOrInstallEnvoy, type StartOptions, validateBootstrap } from "../../envoy/index.ts";
import type { Compiler } from "../../module/index.ts";
import { sessionCompiler } from "../building/session-compiler.ts";
import type { CommandContext } from "../framework/context.ts";
import { explainedError } from "../traps/explained-error.ts";
import { TrapExplainer } from "../traps/trap-explainer.ts";
import { checkAskedEnvoy } from "./asked-envoy.ts";
import { type PluginArguments, preparePlugin } from "./plugin.ts";
import { allTargets, type Target, targetNamed } from "./target.ts";

/** What `validate` was asked for; undefined where it was not said. */
export interface ValidateArguments extends Omit<PluginArguments, "failStrategy"> {
  target: string | undefined;
  envoy: string | undefined;
  engine: "envoy" | "docker";
}

/** A module that Envoy has taken. */
export interface ValidatedModule {
  name: string;
  /** Absolute path. */
  module: string;
  rootId: string | null;
  /** Where its plugin configuration comes from; null where it has none. */
  configuration: string | null;
  engine: "envoy" | "docker";
  /** Version of Envoy; null where Docker chose it. */
  envoy: string | null;
}

/**
 * Lets a real Envoy load modules, start their VMs and configure their plugins, one after the other.
 *
 * @throws MeshWasmError of the first that Envoy refuses (MW0520 to MW0530), and as preparing plugins does
 */
export async function validateTargets(ctx: CommandContext, args: ValidateArguments): Promise<ValidatedModule[]> {
  const targets = args.target === undefined ? await allTargets(ctx) : [await targetNamed(ctx, args.target)];
  if (targets.length > 1 && (args.pluginConfig !== undefined || args.rootId !== undefined)) {
    throw new MeshWasmError("MW0103", "--plugin-config and --root-id are for one filter, and the project has several", {
      hint: "name the filter: mesh-wasm validate NAME",
    });
  }
  await checkAskedEnvoy(ctx, args);
  const compiler = sessionCompiler(ctx);
  const validated: ValidatedModule[] = [];
  for (const target of targets) validated.push(await validateTarget(ctx, compiler, target, args));
  return validated;
}

async function validateTarget(
  ctx: CommandContext,
  compiler: Compiler,
  target: Target,
  args: ValidateArguments,
): Promise<ValidatedModule> {
  const plugin = await preparePlugin(ctx, compiler, target, { ...args, failStrategy: undefined });
  const wanted = args.envoy ?? (target.kind === "filter" ? target.project.config.envoy : undefined);
  const version = wanted === undefined ? {} : { version: wanted };
  const found = args.engine === "envoy" ? await findOrInstallEnvoy(ctx, version) : undefined;
  const { name, module, rootId } = plugin.options;
  const shown = found ? `Envoy ${found.version}` : "Envoy in Docker";
  const step = ctx.progress.step(`validating ${name} with ${shown}`);
  const options: StartOptions = { plugins: [plugin.options], engine: args.engine, ...version };
  try {
    await validateBootstrap(options, ctx);
  } catch (error) {
    step.fail();
    throw explainedError(error, new TrapExplainer([{ file: module }]), ctx.errorStyle);
  }
  step.done(`${shown} loads and configures ${name}`);
  return {
    name,
    module,
    rootId: rootId ?? null,
    configuration: plugin.configuration?.source ?? null,
    engine: args.engine,
    envoy: found?.version ?? null,
  };
}
