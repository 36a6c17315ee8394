import { MeshWasmError } from "../../core/index.ts";
import type { FailStrategy, MeshPlugin } from "../../mesh/index.ts";
import { assertModule, type WasmModule } from "../../module/index.ts";
import { readPluginConfiguration } from "../config/plugin-configuration.ts";
import type { CommandContext } from "../framework/context.ts";
import { checkConfiguration } from "../run/plugin.ts";
import { type FoundModule, findModule } from "./find-module.ts";
import { keyValues } from "./key-values.ts";
import type { PluginArguments } from "./options.ts";
import { targetRefs } from "./target-refs.ts";

/**
 * The plugin that the command line describes. Its module is looked into: Envoy can load it, it has the plugin, and the
 * configuration is one that it takes.
 *
 * @throws MeshWasmError as {@link findModule}, MW03xx, MW0902, MW0905, MW1001, MW1005
 */
export async function pluginFrom(
  ctx: CommandContext,
  image: string | undefined,
  args: PluginArguments,
): Promise<MeshPlugin> {
  // What can be wrong without a registry is looked at before it is asked
  const placement = placementFrom(args);
  const configuration =
    args.pluginConfig === undefined ? undefined : await readPluginConfiguration(args.pluginConfig, ctx);
  const vmConfiguration = args.vmConfig === undefined ? undefined : await readPluginConfiguration(args.vmConfig, ctx);
  const found = await findModule(ctx, image, args);
  const what = image ?? args.url ?? args.file ?? "";
  if (found.module) assertModule(found.module, what);
  const rootId = rootIdIn(found.module, what, args.rootId);
  if (found.module && configuration) checkConfiguration(found.module, rootId, configuration);
  return {
    name: args.name ?? rootId,
    source: found.source,
    rootId,
    failStrategy: failStrategyFor(found, rootId, args),
    ...(configuration && { configuration: configuration.value ?? configuration.text }),
    ...(vmConfiguration && { vmConfiguration: vmConfiguration.value ?? vmConfiguration.text }),
    ...placement,
  };
}

type Placement = Omit<MeshPlugin, "name" | "source" | "rootId" | "failStrategy">;

function placementFrom(args: PluginArguments): Placement {
  const { namespace, phase, priority, direction, type, vmId, hostEnv, allowCapability } = args;
  const all = {
    namespace,
    phase,
    priority,
    direction,
    type,
    vmId,
    selector: keyValues("--selector", args.selector),
    targetRefs: targetRefs(args.targetRef),
    ports: args.port.length > 0 ? args.port.map(portOf) : undefined,
    environment: keyValues("--env", args.env),
    hostEnvironment: hostEnv.length > 0 ? hostEnv : undefined,
    allowedCapabilities: allowCapability.length > 0 ? allowCapability : undefined,
    allowOnHeadersStopIteration: args.headersStopIteration || undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Placement;
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port >= 1 && port <= 65535) return port;
  throw new MeshWasmError("MW0103", `--port ${text} is no port`, { hint: "a number from 1 to 65535" });
}

/** The root id that is asked for, else the only one that the module registers. */
function rootIdIn(module: WasmModule | undefined, what: string, asked: string | undefined): string {
  const known = module?.metadata?.rootIds ?? [];
  if (asked !== undefined) {
    if (known.length === 0 || known.includes(asked)) return asked;
    throw new MeshWasmError("MW0905", `${what} registers no plugin "${asked}"`, { hint: `it has ${known.join(", ")}` });
  }
  const [only] = known;
  if (only !== undefined && known.length === 1) return only;
  throw new MeshWasmError(
    "MW0905",
    known.length > 1 ? `${what} registers several plugins` : `${what} does not say which plugins it registers`,
    { hint: known.length > 1 ? `choose one with --root-id: ${known.join(", ")}` : "name one with --root-id" },
  );
}

/** What no module can say of itself is decided by a person: whether its absence may let requests through. */
function failStrategyFor({ module }: FoundModule, rootId: string, args: PluginArguments): FailStrategy {
  if (args.failStrategy !== undefined) return args.failStrategy;
  const why = guardsBecause(module, args);
  if (why === undefined) return "open";
  throw new MeshWasmError("MW0902", `what happens while ${rootId} cannot run must be said: ${why}`);
}

function guardsBecause(module: WasmModule | undefined, { phase, type }: PluginArguments): string | undefined {
  if (phase === "authn" || phase === "authz") return `it runs in the phase ${phase}`;
  if (module === undefined) return "the module cannot be looked into";
  const names = new Set(module.imports.map((each) => each.name));
  if (names.has("proxy_send_local_response")) return "it can answer requests itself (proxy_send_local_response)";
  if (type === "network" && names.has("proxy_close_stream")) return "it can close connections (proxy_close_stream)";
  return undefined;
}
