import type { Message } from "../observe/observation.ts";
import type { Wait } from "../peers/sender.ts";
import type { Scenario, TcpItem } from "./schema.ts";

/** One end of a TCP connection through the proxy. */
export interface TcpSide {
  /** Resolves when the proxy has read it. */
  send(bytes: Uint8Array): Promise<void>;
  /** Says that nothing more will be sent. */
  end(): Promise<void>;
  reset(): Promise<void>;
  /** Resolves when the other side has ended, in whatever way. */
  readonly ended: Promise<void>;
  /** Resolves when so many bytes have come, or nothing more will. */
  arrived(bytes: number): Promise<void>;
  message(): Message;
}

/** What an exchange over TCP needs of the proxy. */
export interface TcpProxy {
  connect(): Promise<TcpSide>;
  /** The upstream's end of the connection that the proxy opens as the n-th, from 0. */
  upstream(index: number): Promise<TcpSide>;
  wait: Wait;
  /** Breaks off what is open; resolves when no connection is left. */
  idle(): Promise<void>;
}

/** Does what a scenario says over TCP, a connection for each of its steps. */
export async function runTcp(scenario: Scenario, proxy: TcpProxy): Promise<Message[]> {
  const clients: TcpSide[] = [];
  for (const step of scenario.steps ?? []) {
    if (!("tcp" in step)) throw new Error("a scenario with TCP plugins has steps over TCP only");
    const client = await proxy.connect();
    for (const item of step.tcp) await play(item, client, () => proxy.upstream(clients.length), proxy.wait);
    clients.push(client);
  }
  await proxy.idle();
  return clients.map((client) => client.message());
}

async function play(item: TcpItem, client: TcpSide, upstream: () => Promise<TcpSide>, wait: Wait): Promise<void> {
  const sideOf = async (name: string) => (name === "client" ? client : await upstream());
  if ("wait" in item) await wait(item.wait, item.times);
  else if ("client" in item) await client.send(new TextEncoder().encode(item.client));
  else if ("upstream" in item) await (await upstream()).send(new TextEncoder().encode(item.upstream));
  else if ("end" in item) await (await sideOf(item.end)).end();
  else if ("arrived" in item) await allArrived(item.arrived, sideOf);
  else if ("ended" in item) await (await sideOf(item.ended)).ended;
  else await (await sideOf(item.reset)).reset();
}

async function allArrived(texts: Record<string, string>, sideOf: (name: string) => Promise<TcpSide>): Promise<void> {
  for (const [name, text] of Object.entries(texts)) {
    await (await sideOf(name)).arrived(new TextEncoder().encode(text).length);
  }
}
