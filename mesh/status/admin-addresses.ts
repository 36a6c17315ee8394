import type { MeshProxy, ProxySource } from "./proxy-source.ts";

/** Proxies by the addresses of their admin interfaces, such as `http://10.0.0.7:9901`. */
export function adminAddresses(addresses: readonly string[], signal: AbortSignal): ProxySource {
  return { proxies: async () => addresses.map((address) => adminProxy(address, address, null, signal)) };
}

/** A proxy whose admin interface is at an address. */
export function adminProxy(name: string, address: string, workload: string | null, signal: AbortSignal): MeshProxy {
  return {
    name,
    workload,
    async ask(path) {
      const answer = await fetch(`${address.replace(/\/$/, "")}${path}`, { signal });
      if (!answer.ok) throw new Error(`${path} is answered with ${answer.status}`);
      return answer.text();
    },
  };
}
