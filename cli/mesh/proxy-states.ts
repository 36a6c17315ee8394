import { setTimeout as sleep } from "node:timers/promises";
import { MeshWasmError } from "../../core/index.ts";
import {
  adminAddresses,
  type KubernetesClient,
  meshStatus,
  type PluginState,
  type ProxySource,
  type ProxyState,
  podProxies,
} from "../../mesh/index.ts";
import type { CommandContext } from "../framework/context.ts";

const interval = 1000;
const failed: readonly PluginState[] = ["refused", "not fetched", "no answer"];

/** Which proxies are to have a plugin. */
export interface Asked {
  name: string;
  namespace: string | undefined;
  /** Digest that they are to have; null where the resource names none. */
  digest: string | null;
}

/** The proxies that are named, else those of the namespace's pods. */
export function proxySource(
  ctx: CommandContext,
  addresses: readonly string[],
  client: KubernetesClient | undefined,
  namespace: string,
  labels: Readonly<Record<string, string>> = {},
): ProxySource {
  if (addresses.length > 0 || !client) return adminAddresses(addresses, ctx.signal);
  return podProxies(client, namespace, labels);
}

/**
 * What the proxies have of a plugin.
 *
 * @throws MeshWasmError MW0929 where there is no proxy
 */
export async function proxyStates(source: ProxySource, { namespace, name }: Asked): Promise<ProxyState[]> {
  const states = await meshStatus(source, namespace, name);
  if (states.length > 0) return states;
  throw new MeshWasmError("MW0929", `no pod with a proxy was found${namespace ? ` in ${namespace}` : ""}`);
}

/** Waits until all proxies that have heard of it run the digest. Gives what they have in the end. */
export async function waitForProxies(
  ctx: CommandContext,
  source: ProxySource,
  asked: Asked,
  seconds: number,
): Promise<ProxyState[]> {
  const step = ctx.progress.step(`waiting for the proxies to run ${asked.name}`);
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const states = await proxyStates(source, asked);
    const ready = states.filter((one) => has(one, asked.digest)).length;
    step.update(`${ready} of ${states.length}`);
    const isDone = ready === states.length;
    if (!isDone && Date.now() < end) {
      await sleep(interval, undefined, { signal: ctx.signal });
      continue;
    }
    if (isDone) step.done();
    else step.fail();
    return states;
  }
}

/** The error of proxies that do not have it; undefined where all have. */
export function statesFailure(states: readonly ProxyState[], { name, digest }: Asked): MeshWasmError | undefined {
  const without = states.filter((one) => !has(one, digest));
  if (without.length === 0) return undefined;
  const details = without.map(({ proxy, state, why }) => `${proxy}: ${state}${why ? `, ${why}` : ", another digest"}`);
  return new MeshWasmError("MW0928", `${without.length} of ${states.length} proxies do not run ${name}`, { details });
}

/** The error of proxies that have failed; one that has never heard of it may not be meant. */
export function failureOf(states: readonly ProxyState[], name: string): MeshWasmError | undefined {
  const bad = states.filter(({ state }) => failed.includes(state));
  if (bad.length === 0) return undefined;
  return new MeshWasmError("MW0928", `${bad.length} of ${states.length} proxies do not run ${name}`);
}

function has({ state, digest }: ProxyState, wanted: string | null): boolean {
  if (state !== "running" && state !== "sent") return false;
  return wanted === null || digest === null || digest === wanted;
}
