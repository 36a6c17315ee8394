import type { Host, UpstreamConnection, UpstreamConnectionReceiver } from "../../../host/index.ts";
import type { Message } from "../observe/observation.ts";
import { Received } from "../peers/received.ts";
import type { Wait } from "../peers/sender.ts";
import type { Scenario } from "../scenario/schema.ts";
import { runTcp, type TcpSide } from "../scenario/tcp-exchange.ts";

/** The server of TCP behind the host. */
export class HostTcpUpstream {
  readonly #sides: TcpSide[] = [];
  readonly #waiting = new Set<() => void>();

  /** The host has connected. */
  readonly accept = (connection: UpstreamConnection): UpstreamConnectionReceiver => {
    const received = new Received();
    this.#sides.push({
      send: async (bytes) => connection.send(bytes, false),
      end: async () => connection.send(new Uint8Array(), true),
      reset: async () => connection.close(),
      message: () => received.message(),
    });
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
    return { onData: (bytes) => received.data(bytes) };
  };

  async connection(index: number): Promise<TcpSide> {
    while (this.#sides.length <= index) await new Promise<void>((resolve) => this.#waiting.add(resolve));
    return this.#sides[index] as TcpSide;
  }

  messages(): Message[] {
    return this.#sides.map((side) => side.message());
  }
}

/** Does what a scenario says over TCP through the host. */
export async function runHostTcp(
  scenario: Scenario,
  host: Host,
  upstream: HostTcpUpstream,
  wait: Wait,
): Promise<Message[]> {
  const clients: { close(): void }[] = [];
  const responses = await runTcp(scenario, {
    async connect() {
      const received = new Received();
      const connection = host.connectTcp({ onData: (bytes) => received.data(bytes) });
      host.run();
      clients.push(connection);
      return sideOf(host, connection, received);
    },
    upstream: (index) => upstream.connection(index),
    wait,
    async idle() {
      for (const client of clients) client.close();
      host.run();
    },
  });
  return responses;
}

function sideOf(host: Host, connection: ReturnType<Host["connectTcp"]>, received: Received): TcpSide {
  async function run(): Promise<void> {
    host.run();
  }
  return {
    send(bytes) {
      connection.send(bytes);
      return run();
    },
    end() {
      connection.send(new Uint8Array(), true);
      return run();
    },
    reset() {
      connection.close();
      return run();
    },
    message: () => received.message(),
  };
}
