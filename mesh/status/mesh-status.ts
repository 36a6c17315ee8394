import { type ProxyState, pluginState } from "./plugin-state.ts";
import type { MeshProxy, ProxySource } from "./proxy-source.ts";

/** Proxies that are asked at a time. */
const atOnce = 8;

/**
 * Asks every proxy what it runs of a plugin. One that does not answer is in the result, too.
 *
 * @example
 * const states = await meshStatus(adminAddresses(["http://127.0.0.1:9901"], signal), "shop", "canary");
 * states[0].state; // "running"
 */
export async function meshStatus(
  source: ProxySource,
  namespace: string | undefined,
  name: string,
): Promise<ProxyState[]> {
  const proxies = await source.proxies();
  const states: ProxyState[] = [];
  for (let start = 0; start < proxies.length; start += atOnce) {
    const some = proxies.slice(start, start + atOnce);
    states.push(...(await Promise.all(some.map((proxy) => stateOf(proxy, namespace, name)))));
  }
  return states;
}

async function stateOf(proxy: MeshProxy, namespace: string | undefined, name: string): Promise<ProxyState> {
  const named = { proxy: proxy.name, workload: proxy.workload };
  try {
    const dump = await proxy.ask("/config_dump");
    const stats = await proxy.ask("/stats?filter=wasm|extension_config_discovery");
    return { ...named, ...pluginState({ dump, stats }, namespace, name) };
  } catch (error) {
    const { message, cause } = error as Error;
    return { ...named, state: "no answer", digest: null, why: cause instanceof Error ? cause.message : message };
  }
}
