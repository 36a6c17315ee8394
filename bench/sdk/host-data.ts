import type { Work } from "./work.ts";

/** What a host returns, ready to be copied. */
export interface HostData {
  /** Number of request headers. */
  headers: number;
  pairs: Uint8Array;
  /** Header values by {@link headerKey}. */
  values: Map<number, Uint8Array>;
  body: Uint8Array;
  rootId: Uint8Array;
}

/** What a host returns while it does this work. */
export function hostData(work: Work): HostData {
  const headers = [...pseudoHeaders(work), ...Object.entries(work.headers).filter(([name]) => name !== "host")];
  const values = new Map(headers.map(([name, value]) => [keyOf(name), Buffer.from(value)]));
  if (values.size < headers.length) throw new Error("two headers have the same key");
  return {
    headers: headers.length,
    pairs: encodePairs(headers),
    values,
    body: Buffer.from(work.body),
    rootId: Buffer.from(work.filter),
  };
}

/** What Envoy adds to the headers of a request. */
function pseudoHeaders({ path, method, headers }: Work): [string, string][] {
  return [
    [":authority", headers["host"] ?? ""],
    [":path", path],
    [":method", method],
    [":scheme", "http"],
    ["x-forwarded-proto", "http"],
    ["x-request-id", "0b1d6d3c-5f0c-4e8d-8a53-6f6a2f0f7a55"],
  ];
}

/** A header's length and last byte tell it from the others. */
export function headerKey(size: number, last: number): number {
  return size * 256 + last;
}

function keyOf(name: string): number {
  return headerKey(name.length, name.charCodeAt(name.length - 1));
}

/** A header map on the wire. */
function encodePairs(headers: readonly (readonly [string, string])[]): Uint8Array {
  const sizes = Buffer.alloc(4 + 8 * headers.length);
  sizes.writeUInt32LE(headers.length, 0);
  headers.forEach(([name, value], index) => {
    sizes.writeUInt32LE(Buffer.byteLength(name), 4 + 8 * index);
    sizes.writeUInt32LE(Buffer.byteLength(value), 8 + 8 * index);
  });
  return Buffer.concat([sizes, ...headers.map(([name, value]) => Buffer.from(`${name}\0${value}\0`))]);
}
