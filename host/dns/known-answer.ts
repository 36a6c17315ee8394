import type { ByteString } from "../bytes.ts";
import { parseIp } from "../foreign/ip-address.ts";
import type { DnsAnswer } from "./dns-answer.ts";

/** What is known of a name without asking anybody: Envoy tells the module before its host call has returned. */
export type KnownAnswer = { answer: DnsAnswer };

const noAddress: KnownAnswer = { answer: [] };
const noName: KnownAnswer = { answer: undefined };
const longestLabel = 63;

/**
 * What Envoy's resolver, c-ares, knows by itself: addresses, `localhost`, that nothing ends in `.onion`, and what is no name;
 * `undefined` where a name server has to be asked.
 */
export function knownAnswer(name: ByteString): KnownAnswer | undefined {
  const address = literal(name) ?? loopback(name);
  if (address !== undefined) return { answer: [{ address, ttl: 0 }] };
  if (/\.onion\.?$/i.test(name)) return noAddress;
  return isName(name) ? undefined : noName;
}

/** An IP address; numbers of version 4 may begin with zeros. */
function literal(name: ByteString): string | undefined {
  const numbers = /^\d+(?:\.\d+){3}$/.test(name) ? name.split(".").map(Number) : undefined;
  return parseIp(numbers ? numbers.join(".") : name);
}

function loopback(name: ByteString): string | undefined {
  return /^(?:.*\.)?localhost$/is.test(name) ? "::1" : undefined;
}

function isName(name: ByteString): boolean {
  if (!/^[\w.*/\\-]*$/.test(name)) return false;
  if (name === "" || name === ".") return true;
  return name
    .replace(/\.$/, "")
    .split(".")
    .every((label) => label !== "" && label.length <= longestLabel);
}
