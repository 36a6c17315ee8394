import { MeshWasmError } from "../../core/index.ts";
import {
  type HttpProxyOptions,
  httpBootstrap,
  printBootstrap,
  type RunningEnvoy,
  startEcho,
} from "../../envoy/index.ts";
import type { Compiler } from "../../module/index.ts";
import { sessionCompiler } from "../building/session-compiler.ts";
import { type ProjectWatch, watchProject } from "../building/watch-project.ts";
import { outDirOf } from "../config/load.ts";
import { isUpstream } from "../config/schema.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { explainedError } from "../traps/explained-error.ts";
import { TrapExplainer } from "../traps/trap-explainer.ts";
import { checkAskedEnvoy } from "./asked-envoy.ts";
import { logLevels } from "./log-level.ts";
import { type PluginArguments, type PreparedPlugin, preparePlugin } from "./plugin.ts";
import { type EnvoyArguments, startShown, untilItEnds } from "./start-shown.ts";
import { oneTarget, type Target } from "./target.ts";

/** What `run` was asked for; undefined where it was not said. */
export interface RunArguments extends PluginArguments, EnvoyArguments {
  target: string | undefined;
  port: number | undefined;
  upstream: string | undefined;
  bootstrap: string | undefined;
  printBootstrap: boolean;
  watch: boolean;
}

/** What `run` started, or would start. */
export type RunReport =
  | { kind: "bootstrap"; yaml: string }
  | {
      kind: "running";
      /** Where requests go in; empty for a configuration without a listener. */
      url: string;
      adminUrl: string;
      /** Where they go on to: a URL, `echo`, or null for a configuration of one's own. */
      upstream: string | null;
      /** The plugin's name; null for a configuration of one's own. */
      filter: string | null;
      /** Absolute path of the module; null for a configuration of one's own. */
      module: string | null;
      engine: "envoy" | "docker";
      /** Version of Envoy. */
      envoy: string;
    };

const defaultPort = 10_000;

/** Runs a filter or module behind a proxy of ours until the user stops it. */
export async function runFilter(ctx: CommandContext, args: RunArguments): Promise<Outcome<RunReport>> {
  const levels = logLevels(args.logLevel, ctx.global.verbose);
  const target = await oneTarget(ctx, args.target);
  const upstream = upstreamOf(args, target);
  if (!args.printBootstrap) await checkAskedEnvoy(ctx, args);
  const compiler = sessionCompiler(ctx, { keepWarm: args.watch });
  const plugin = await preparePlugin(ctx, compiler, target, args);
  if (args.printBootstrap) {
    const clusters = upstream === "echo" ? [] : [{ name: "upstream", url: upstream }];
    const bootstrap = httpBootstrap({ ...proxyOf(args, plugin), clusters });
    return { result: { kind: "bootstrap", yaml: printBootstrap(bootstrap) } };
  }
  const url = upstream === "echo" ? await echoUrl(ctx) : upstream;
  const envoy = await startShown(ctx, args, levels, configuredVersion(target), {
    ...proxyOf(args, plugin),
    clusters: [{ name: "upstream", url }],
    ecds: args.watch,
  });
  const watch = args.watch ? await watchTarget(ctx, target, plugin) : undefined;
  const result: RunReport = {
    kind: "running",
    url: envoy.url,
    adminUrl: envoy.adminUrl,
    upstream,
    filter: plugin.options.name,
    module: plugin.options.module,
    engine: envoy.engine,
    envoy: envoy.version,
  };
  return {
    result,
    async stay() {
      if (watch) void swapOnChange(ctx, watch, compiler, args, envoy);
      await untilItEnds(ctx, envoy);
    },
  };
}

function proxyOf({ port = defaultPort }: RunArguments, plugin: PreparedPlugin): HttpProxyOptions {
  return { plugins: [plugin.options], listen: { port } };
}

function configuredVersion(target: Target): string | undefined {
  return target.kind === "filter" ? target.project.config.envoy : undefined;
}

function upstreamOf({ upstream }: RunArguments, target: Target): string {
  const wanted = upstream ?? (target.kind === "filter" ? target.project.config.upstream : undefined) ?? "echo";
  if (isUpstream(wanted)) return wanted;
  throw new MeshWasmError("MW0105", `--upstream does not take "${wanted}"`, {
    hint: 'give "echo" or a URL such as http://127.0.0.1:8080',
  });
}

async function echoUrl(ctx: CommandContext): Promise<string> {
  const echo = await startEcho();
  ctx.defer(() => echo.stop());
  return echo.url;
}

async function watchTarget(ctx: CommandContext, target: Target, plugin: PreparedPlugin): Promise<ProjectWatch> {
  const configuration = plugin.configuration?.path;
  const files = configuration === undefined ? [] : [configuration];
  const watch =
    target.kind === "filter"
      ? await watchProject(ctx, {
          folder: target.project.directory,
          ignored: outDirOf(target.project),
          files: [target.project.path, ...files],
        })
      : await watchProject(ctx, { folder: undefined, ignored: undefined, files: [target.file, ...files] });
  watch.matter(plugin.built?.inputs ?? []);
  ctx.note("watching for changes; Ctrl-C ends");
  return watch;
}

/** Puts each new build in the place of the running one; a bad one is reported, and the old one goes on. */
async function swapOnChange(
  ctx: CommandContext,
  watch: ProjectWatch,
  compiler: Compiler,
  args: RunArguments,
  envoy: RunningEnvoy,
): Promise<void> {
  while ((await watch.changes()).length > 0) {
    try {
      // Found anew, because the project's configuration may be what has changed.
      const plugin = await preparePlugin(ctx, compiler, await oneTarget(ctx, args.target), args);
      watch.matter(plugin.built?.inputs ?? []);
      const start = performance.now();
      await replace(ctx, envoy, plugin);
      const milliseconds = Math.round(performance.now() - start);
      ctx.progress.step("swapping").done(`Envoy serves the new ${plugin.options.name} after ${milliseconds} ms`);
    } catch (error) {
      if (ctx.signal.aborted) return;
      watch.matter(null);
      ctx.showError(error);
      ctx.note("the module before goes on serving");
    }
  }
}

async function replace(ctx: CommandContext, envoy: RunningEnvoy, { options }: PreparedPlugin): Promise<void> {
  try {
    await envoy.replacePlugin(options.name, options);
  } catch (error) {
    throw explainedError(error, new TrapExplainer([{ file: options.module }]), ctx.errorStyle);
  }
}
