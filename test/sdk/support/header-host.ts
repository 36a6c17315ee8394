import type { HostCall, RunningProbe } from "./run-probe.ts";

/** Host calls over one fixed header map; what is written is counted and forgotten. */
export function headerHost(headers: readonly (readonly [string, string | Uint8Array])[]): Record<string, HostCall> {
  const values = new Map(headers.map(([name, value]) => [name, Buffer.from(value)]));
  const pairs = encodePairs(headers);

  function getValue(host: RunningProbe, [, at = 0, size = 0, dataAt = 0, sizeAt = 0]: number[]): number {
    const value = values.get(host.bytes(at, size).toString());
    if (!value) return 1;
    host.returnBytes(dataAt, sizeAt, value);
    return 0;
  }

  function getPairs(host: RunningProbe, [, dataAt = 0, sizeAt = 0]: number[]): number {
    host.returnBytes(dataAt, sizeAt, pairs);
    return 0;
  }

  return {
    proxy_get_header_map_value: getValue,
    proxy_get_header_map_pairs: getPairs,
    proxy_add_header_map_value: () => 0,
    proxy_replace_header_map_value: () => 0,
    proxy_get_property: () => 1,
  };
}

/** A header map on the wire. */
export function encodePairs(headers: readonly (readonly [string, string | Uint8Array])[]): Buffer {
  const encoded = headers.map(([name, value]) => [Buffer.from(name), Buffer.from(value)] as const);
  const sizes = Buffer.alloc(4 + 8 * encoded.length);
  sizes.writeUInt32LE(encoded.length, 0);
  encoded.forEach(([name, value], index) => {
    sizes.writeUInt32LE(name.length, 4 + 8 * index);
    sizes.writeUInt32LE(value.length, 8 + 8 * index);
  });
  const end = Buffer.alloc(1);
  return Buffer.concat([sizes, ...encoded.flatMap(([name, value]) => [name, end, value, end])]);
}
