import { decodePairs } from "../../../host/http/pairs.ts";
import { metadataType } from "../../../host/protobuf/known-messages.ts";
import { readMessage } from "../../../host/protobuf/read-message.ts";

/**
 * An answer for people to read, in which it makes no difference in which order maps are: Envoy's have none. Pairs in pairs are
 * ordered, too.
 */
export function shown(name: string, { status, value }: { status: number; value: Uint8Array }): string {
  const title = name.replaceAll("\0", "|");
  if (/(?:^|_)metadata$/.test(name) && status === 0 && name !== "xds\0node\0metadata" && !/node/.test(name)) {
    return `${title} → ${JSON.stringify(readMessage(metadataType, value), ordered)}`;
  }
  return `${title} → ${status} ${ofPairs(Buffer.from(value).toString("latin1"))}`;
}

function ofPairs(text: string): string {
  const pairs = decodePairs(text).map(([key, value]) => [ofPairs(key), ofPairs(value)]);
  return pairs.length > 0 ? JSON.stringify(pairs.sort()) : JSON.stringify(text);
}

function ordered(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
