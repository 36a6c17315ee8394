import { Status } from "../status.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

/** Shared data and shared queues. */
export function sharedCalls(wasm: Wasm): HostCalls {
  const { sharedData, sharedQueues, loop } = wasm.services;
  const { vmId } = wasm.plugin;

  return {
    proxy_get_shared_data(keyAddress: number, keySize: number, addressAt: number, sizeAt: number, casAt: number) {
      wasm.acting();
      const key = wasm.memory.readText(keyAddress, keySize);
      if (key === undefined) return Status.INVALID_MEMORY_ACCESS;
      const stored = sharedData.get(vmId, key);
      if (!stored) return Status.NOT_FOUND;
      const given = wasm.give(stored.value, addressAt, sizeAt) && wasm.memory.writeU32(casAt, stored.cas);
      return given ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_set_shared_data(keyAddress: number, keySize: number, valueAddress: number, valueSize: number, cas: number) {
      wasm.acting();
      const key = wasm.memory.readText(keyAddress, keySize);
      const value = wasm.memory.readText(valueAddress, valueSize);
      if (key === undefined || value === undefined) return Status.INVALID_MEMORY_ACCESS;
      return sharedData.set(vmId, key, value, cas >>> 0);
    },

    proxy_register_shared_queue(nameAddress: number, nameSize: number, tokenAt: number) {
      const { root } = wasm.acting();
      const name = wasm.memory.readText(nameAddress, nameSize);
      if (name === undefined) return Status.INVALID_MEMORY_ACCESS;
      const token = sharedQueues.register(vmId, name, (ready) => {
        loop.post(() => {
          const callback = wasm.failed ? undefined : wasm.callback("proxy_on_queue_ready");
          if (!callback || !wasm.contexts.has(root.id)) return;
          wasm.call(root, "proxy_on_queue_ready", callback, root.id, ready);
          wasm.runDeferred();
        });
      });
      return wasm.memory.writeU32(tokenAt, token) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_resolve_shared_queue(
      vmIdAddress: number,
      vmIdSize: number,
      nameAddress: number,
      nameSize: number,
      tokenAt: number,
    ) {
      wasm.acting();
      const owner = wasm.memory.readText(vmIdAddress, vmIdSize);
      const name = wasm.memory.readText(nameAddress, nameSize);
      if (owner === undefined || name === undefined) return Status.INVALID_MEMORY_ACCESS;
      const token = sharedQueues.resolve(owner === "" ? vmId : owner, name);
      if (token === 0) return Status.NOT_FOUND;
      return wasm.memory.writeU32(tokenAt, token) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_enqueue_shared_queue(token: number, address: number, size: number) {
      wasm.acting();
      const value = wasm.memory.readText(address, size);
      return value === undefined ? Status.INVALID_MEMORY_ACCESS : sharedQueues.enqueue(token >>> 0, value);
    },

    proxy_dequeue_shared_queue(token: number, addressAt: number, sizeAt: number) {
      wasm.acting();
      const value = sharedQueues.dequeue(token >>> 0);
      if (typeof value === "number") return value;
      return wasm.give(value, addressAt, sizeAt) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },
  };
}
