import { platform } from "#host-platform";
import { type ByteString, toText } from "../bytes.ts";
import type { EventLoop } from "../event-loop.ts";
import { parseIp } from "../foreign/ip-address.ts";
import type { DnsAnswer, HostAddress } from "./dns-answer.ts";

/** Addresses by host name. One that is a text has no time to live, as those of `/etc/hosts`. */
export type HostNames = Readonly<Record<string, readonly (string | HostAddress)[]>>;

/** What a resolver needs of the host. */
export interface DnsServices {
  readonly loop: EventLoop;
  /** Tells of work that is really elsewhere. */
  track(work: Promise<unknown>): void;
}

/** Answers what Envoy asks name servers. */
export class DnsResolver {
  private readonly names: ReadonlyMap<string, readonly HostAddress[]>;
  private readonly services: DnsServices;

  /** @throws Error where an address is none. */
  constructor(names: HostNames, services: DnsServices) {
    this.names = new Map(Object.entries(names).map(([name, own]) => [keyOf(name), own.map(addressOf)]));
    this.services = services;
  }

  /** Whether there is anybody to ask for a name. */
  canResolve(name: ByteString): boolean {
    return platform.resolveHost !== undefined || this.names.has(keyOf(toText(name)));
  }

  /** Looks a name up. The answer comes later, with the addresses of version 6 where there are any, else those of version 4. */
  resolve(name: ByteString, answered: (answer: DnsAnswer) => void): void {
    const { services } = this;
    const text = toText(name);
    const listed = this.names.get(keyOf(text));
    if (listed) services.loop.post(() => answered(preferred(listed)));
    else services.track(ask(text).then((answer) => services.loop.post(() => answered(answer))));
  }
}

async function ask(name: string): Promise<DnsAnswer> {
  const answer = await platform.resolveHost?.(name, 6);
  return answer && answer.length > 0 ? answer : platform.resolveHost?.(name, 4);
}

/** Host names are the same in any case, and with a dot at the end. */
function keyOf(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

function addressOf(entry: string | HostAddress): HostAddress {
  const own = typeof entry === "string" ? { address: entry, ttl: 0 } : entry;
  if (parseIp(own.address) === undefined) throw new Error(`\`dns\`: "${own.address}" is no IP address`);
  return own;
}

function preferred(addresses: readonly HostAddress[]): readonly HostAddress[] {
  const ofVersion6 = addresses.filter(({ address }) => address.includes(":"));
  return ofVersion6.length > 0 ? ofVersion6 : addresses;
}
