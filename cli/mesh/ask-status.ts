import { deployed, digestIn, type ProxyState } from "../../mesh/index.ts";
import type { Outcome } from "../framework/command.ts";
import type { CommandContext } from "../framework/context.ts";
import { connect } from "./connect.ts";
import { keyValues } from "./key-values.ts";
import { failureOf, proxySource, proxyStates } from "./proxy-states.ts";

/** What `status` is called with. */
interface StatusArguments {
  name: string;
  namespace: string | undefined;
  selector: string[];
  proxy: string[];
  kubeconfig: string | undefined;
  context: string | undefined;
}

/** What `status` has found. */
export interface Status {
  name: string;
  namespace: string | null;
  /** Digest that the cluster's resource names; null where only proxies were asked. */
  wanted: string | null;
  proxies: ProxyState[];
}

/**
 * Asks the proxies what they run.
 *
 * @throws MeshWasmError MW0920 to MW0923, MW0926, MW0929
 */
export async function askStatus(ctx: CommandContext, args: StatusArguments): Promise<Outcome<Status>> {
  const { name, proxy } = args;
  const labels = keyValues("--selector", args.selector);
  if (proxy.length > 0) {
    const namespace = args.namespace ?? "";
    const source = proxySource(ctx, proxy, undefined, namespace);
    const proxies = await proxyStates(source, { name, namespace: args.namespace, digest: null });
    const result = { name, namespace: args.namespace ?? null, wanted: null, proxies };
    return { result, failure: failureOf(proxies, name) };
  }
  const client = await connect(ctx, args);
  const { metadata, ...resource } = await deployed(client, name, args.namespace);
  const namespace = metadata.namespace ?? client.namespace;
  const source = proxySource(ctx, [], client, namespace, labels);
  const proxies = await proxyStates(source, { name, namespace, digest: null });
  return { result: { name, namespace, wanted: digestIn(resource.spec), proxies }, failure: failureOf(proxies, name) };
}
