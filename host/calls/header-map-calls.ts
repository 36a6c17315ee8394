import { decodePairs } from "../http/pairs.ts";
import { MapType, Status } from "../status.ts";
import type { Wasm } from "../wasm/wasm.ts";
import type { HostCalls } from "./host-calls.ts";

const last = MapType.HTTP_CALL_RESPONSE_TRAILERS;

/** Headers, trailers and metadata. */
export function headerMapCalls(wasm: Wasm): HostCalls {
  /** How ABI 0.1.0 answers for a field that is not there: as for an empty one. */
  const missing = wasm.plugin.module.abi === "0.1.0" ? "" : undefined;

  function change(
    type: number,
    nameAddress: number,
    nameSize: number,
    valueAddress: number,
    valueSize: number,
    how: "add" | "set",
  ): Status {
    if (type >>> 0 > last) return Status.BAD_ARGUMENT;
    const context = wasm.acting();
    const name = wasm.memory.readText(nameAddress, nameSize);
    const value = wasm.memory.readText(valueAddress, valueSize);
    if (name === undefined || value === undefined) return Status.INVALID_MEMORY_ACCESS;
    const map = context.mutableHeaderMap(type);
    if (!map) return Status.BAD_ARGUMENT;
    map[how](name, value);
    context.headersChanged(type);
    return Status.OK;
  }

  return {
    proxy_add_header_map_value: (type: number, name: number, nameSize: number, value: number, valueSize: number) =>
      change(type, name, nameSize, value, valueSize, "add"),

    proxy_replace_header_map_value: (type: number, name: number, nameSize: number, value: number, valueSize: number) =>
      change(type, name, nameSize, value, valueSize, "set"),

    proxy_remove_header_map_value(type: number, nameAddress: number, nameSize: number) {
      if (type >>> 0 > last) return Status.BAD_ARGUMENT;
      const context = wasm.acting();
      const name = wasm.memory.readText(nameAddress, nameSize);
      if (name === undefined) return Status.INVALID_MEMORY_ACCESS;
      const map = context.mutableHeaderMap(type);
      if (!map) return Status.BAD_ARGUMENT;
      map.remove(name);
      context.headersChanged(type);
      return Status.OK;
    },

    proxy_get_header_map_value(type: number, nameAddress: number, nameSize: number, addressAt: number, sizeAt: number) {
      if (type >>> 0 > last) return Status.BAD_ARGUMENT;
      const context = wasm.acting();
      const name = wasm.memory.readText(nameAddress, nameSize);
      if (name === undefined) return Status.INVALID_MEMORY_ACCESS;
      const map = context.headerMap(type);
      if (!map) return Status.BAD_ARGUMENT;
      const value = map.get(name) ?? missing;
      if (value === undefined) return Status.NOT_FOUND;
      return wasm.give(value, addressAt, sizeAt) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_get_header_map_pairs(type: number, addressAt: number, sizeAt: number) {
      if (type >>> 0 > last) return Status.BAD_ARGUMENT;
      const context = wasm.acting();
      const map = context.headerMap(type);
      if (!map && context.withoutMap !== Status.OK) return context.withoutMap;
      const given = map ? wasm.givePairs(map, addressAt, sizeAt) : wasm.give("", addressAt, sizeAt);
      return given ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },

    proxy_set_header_map_pairs(type: number, address: number, size: number) {
      if (type >>> 0 > last) return Status.BAD_ARGUMENT;
      const context = wasm.acting();
      const data = wasm.memory.readText(address, size);
      if (data === undefined) return Status.INVALID_MEMORY_ACCESS;
      const map = context.mutableHeaderMap(type);
      if (!map) return Status.BAD_ARGUMENT;
      map.clear();
      for (const [name, value] of decodePairs(data)) map.add(name, value);
      context.headersChanged(type);
      return Status.OK;
    },

    proxy_get_header_map_size(type: number, sizeAt: number) {
      if (type >>> 0 > last) return Status.BAD_ARGUMENT;
      const context = wasm.acting();
      const map = context.mutableHeaderMap(type);
      if (!map) return Status.BAD_ARGUMENT;
      return wasm.memory.writeU32(sizeAt, context.sizeOf(map)) ? Status.OK : Status.INVALID_MEMORY_ACCESS;
    },
  };
}
