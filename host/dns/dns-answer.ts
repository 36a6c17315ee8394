import { parseIp } from "../foreign/ip-address.ts";

/** An address of a host name. */
export interface HostAddress {
  /** An IP address of version 4 or 6. */
  address: string;
  /** How many seconds it holds. */
  ttl: number;
}

/** The addresses of a host name, none where it has none; `undefined` where nobody could tell. */
export type DnsAnswer = readonly HostAddress[] | undefined;

/** An answer as `envoy_on_resolve_dns` hands it over: how many there are, the seconds of each, the address of each; nothing for none. */
export function encodeDnsAnswer(answer: DnsAnswer): Uint8Array {
  if (!answer) return new Uint8Array();
  const texts = new TextEncoder().encode(answer.map(({ address }) => `${withPort(address)}\0`).join(""));
  const bytes = new Uint8Array(4 + answer.length * 4 + texts.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, answer.length, true);
  for (const [index, { ttl }] of answer.entries()) view.setUint32(4 + index * 4, ttl, true);
  bytes.set(texts, 4 + answer.length * 4);
  return bytes;
}

/** Envoy writes every address with a port. */
function withPort(address: string): string {
  const ip = parseIp(address) ?? address;
  return ip.includes(":") ? `[${ip}]:0` : `${ip}:0`;
}
