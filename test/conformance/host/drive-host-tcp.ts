import type { Host, UpstreamConnection, UpstreamConnectionReceiver } from "../../../host/index.ts";
import type { Message } from "../observe/observation.ts";
import type { Wait } from "../peers/sender.ts";
import type { Scenario } from "../scenario/schema.ts";
import { runTcp, type TcpSide } from "../scenario/tcp-exchange.ts";
import { HostTcpSide } from "./host-tcp-side.ts";

/** The server of TCP behind the host. */
export class HostTcpUpstream {
  readonly #sides: TcpSide[] = [];
  readonly #waiting = new Set<() => void>();

  /** The host has connected. */
  readonly accept = (connection: UpstreamConnection): UpstreamConnectionReceiver => {
    let receiver: UpstreamConnectionReceiver = {};
    const side = new HostTcpSide(
      (own) => {
        receiver = own;
        return connection;
      },
      () => {}, // the host runs by itself
    );
    this.#sides.push(side);
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
    return receiver;
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
  const clients: TcpSide[] = [];
  const run = (): void => host.run();
  return await runTcp(scenario, {
    async connect() {
      // By turns, as the listeners of several workers in Envoy
      const worker = clients.length % (scenario.workers ?? 1);
      const side = new HostTcpSide((receiver) => host.connectTcp(receiver, { worker }), run);
      clients.push(side);
      run();
      return side;
    },
    upstream: (index) => upstream.connection(index),
    wait,
    async idle() {
      for (const client of clients) await client.reset();
    },
  });
}
