import { Status } from "../status.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

/** Functions that Envoy knows by name, and DNS. */
export function foreignCalls(wasm: Wasm): HostCalls {
  return {
    proxy_call_foreign_function(
      nameAddress: number,
      nameSize: number,
      argumentAddress: number,
      argumentSize: number,
      addressAt: number,
      sizeAt: number,
    ) {
      const context = wasm.acting();
      const name = wasm.memory.readText(nameAddress, nameSize);
      const argument = wasm.memory.readBytes(argumentAddress, argumentSize);
      if (name === undefined || !argument) return Status.INVALID_MEMORY_ACCESS;
      const { status, result } = context.callForeignFunction(name, argument);
      if (status === Status.NOT_FOUND) return status;
      let address = 0;
      if (result && addressAt !== 0) {
        address = wasm.allocate(result.length);
        if (address === 0 || !wasm.memory.writeBytes(address, result)) return Status.INVALID_MEMORY_ACCESS;
      }
      // A module that does not want the result gives no address for it
      if (addressAt !== 0 && !wasm.memory.writeU32(addressAt, address)) return Status.INVALID_MEMORY_ACCESS;
      if (sizeAt !== 0 && !wasm.memory.writeU32(sizeAt, result?.length ?? 0)) return Status.INVALID_MEMORY_ACCESS;
      return status;
    },

    envoy_resolve_dns(nameAddress: number, nameSize: number, tokenAt: number) {
      const { root } = wasm.acting();
      const name = wasm.memory.readText(nameAddress, nameSize);
      if (name === undefined) return Status.INVALID_MEMORY_ACCESS;
      const token = wasm.callTokens.nextDns();
      // First the token: the answer may be there at once
      if (!wasm.memory.writeU32(tokenAt, token)) return Status.INVALID_MEMORY_ACCESS;
      return root.resolveDns(name, token);
    },
  };
}
