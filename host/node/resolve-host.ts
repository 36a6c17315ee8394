import { lookup, resolve4, resolve6 } from "node:dns/promises";
import type { DnsAnswer } from "../dns/dns-answer.ts";

/** Looks a host name up as this machine does: in its files, then at its name servers. */
export async function resolveHost(name: string, version: 4 | 6): Promise<DnsAnswer> {
  if (isNoHost(name)) return [];
  try {
    const [found, lives] = await Promise.all([lookup(name, { all: true, family: version }), livesOf(name, version)]);
    return found.map(({ address }) => ({ address, ttl: lives.get(address) ?? 0 }));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOTFOUND" ? [] : undefined;
  }
}

/** The empty name, and those that end in a number: C libraries take them for addresses, Envoy does not. */
function isNoHost(name: string): boolean {
  return name === "" || name === "." || /(?:^|\.)(?:\d+|0x[\da-f]*)\.?$/i.test(name);
}

/** How many seconds an address holds is what name servers say; nobody says it of those in files. */
async function livesOf(name: string, version: 4 | 6): Promise<ReadonlyMap<string, number>> {
  const ask = version === 6 ? resolve6 : resolve4;
  const records = await ask(name, { ttl: true }).catch(() => []);
  return new Map(records.map(({ address, ttl }) => [address, ttl]));
}
