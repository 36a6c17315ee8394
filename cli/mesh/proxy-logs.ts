import { MeshWasmError } from "../../core/index.ts";
import { deployed, hasProxy, type Resource } from "../../mesh/index.ts";
import type { CommandContext } from "../framework/context.ts";
import type { RegistryArguments } from "../image/options.ts";
import { imageModules } from "../traps/image-modules.ts";
import { moduleFiles } from "../traps/module-files.ts";
import { symbolicateLog } from "../traps/symbolicate-log.ts";
import { type ModuleFile, TrapExplainer, type TrapReport } from "../traps/trap-explainer.ts";
import { trapLines } from "../traps/trap-lines.ts";
import { connect } from "./connect.ts";
import { keyValues } from "./key-values.ts";

/** What `logs` is called with. */
interface LogsArguments extends RegistryArguments {
  name: string;
  namespace: string | undefined;
  selector: string[];
  tail: number | undefined;
  wasm: string | undefined;
  kubeconfig: string | undefined;
  context: string | undefined;
}

/** What proxies have logged, and the traps in it. */
export interface ProxyLogs {
  pods: string[];
  traps: (TrapReport & { pod: string })[];
  /** The logs, with each trap explained below its lines. */
  text: string;
}

/**
 * Reads the logs of the proxies in a namespace, and explains the traps in them.
 *
 * @throws MeshWasmError MW0920 to MW0923, MW0926, MW0929, and as registries do
 */
export async function proxyLogs(ctx: CommandContext, args: LogsArguments): Promise<ProxyLogs> {
  const client = await connect(ctx, args);
  const resource = await deployed(client, args.name, args.namespace);
  const namespace = resource.metadata.namespace ?? client.namespace;
  const pods = (await client.pods(namespace, keyValues("--selector", args.selector) ?? {})).filter(hasProxy);
  if (pods.length === 0) throw new MeshWasmError("MW0929", `no pod with a proxy was found in ${namespace}`);
  const explainer = new TrapExplainer(await modulesOf(ctx, resource, args));
  const logs: ProxyLogs = { pods: pods.map(({ metadata }) => metadata.name), traps: [], text: "" };
  for (const pod of logs.pods) {
    const log = (await client.log(namespace, pod, "istio-proxy", args.tail)) ?? "";
    logs.text += await explained(ctx, log, (trap) => logs.traps.push({ ...trap, pod }), explainer);
  }
  return logs;
}

/** Without its module a trap is shown as the log has it: a registry that is away hides no log. */
async function modulesOf(ctx: CommandContext, { spec }: Resource, args: LogsArguments): Promise<ModuleFile[]> {
  if (args.wasm !== undefined) return moduleFiles(ctx, { wasm: args.wasm, map: undefined });
  const image = /"oci:\/\/([^"]+@sha256:[0-9a-f]{64})"/.exec(JSON.stringify(spec))?.[1];
  if (image === undefined) return [];
  return imageModules(ctx, [image], { ...args, ociLayout: false }).catch((error: Error) => {
    if (ctx.signal.aborted) throw error;
    ctx.warn(`${image} cannot be read, and traps are not explained: ${error.message}`);
    return [];
  });
}

async function explained(
  ctx: CommandContext,
  log: string,
  onTrap: (trap: TrapReport) => void,
  explainer: TrapExplainer,
): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode(log);
  }
  await symbolicateLog(whole(), {
    pass(bytes) {
      text += decoder.decode(bytes, { stream: true });
    },
    trap(trap) {
      const report = explainer.explain(trap);
      onTrap(report);
      text += `${trapLines(report, ctx.style).join("\n")}\n`;
    },
  });
  return text;
}
