import type { TcpEnds } from "../../engine.ts";
import { portOf } from "../exchange-port.ts";

interface Begun {
  exchange: number;
  /** Where the access log stood. */
  mark: number;
  ends: TcpEnds | undefined;
  /** The port that its connection really has, once that is known. */
  client: number | undefined;
}

/** Exchanges and TCP connections by the ports that stand for them. */
export class Exchanges {
  readonly #begun = new Map<number, Begun>();

  /** Begins one. Gives the port that stands for it. */
  begin(exchange: number, mark: number, ends?: TcpEnds): number {
    const port = portOf(exchange);
    this.#begun.set(port, { exchange, mark, ends, client: undefined });
    return port;
  }

  /** The exchange that a port stands for. */
  at(port: number): number | undefined {
    return this.#begun.get(port)?.exchange;
  }

  endsAt(port: number): TcpEnds | undefined {
    return this.#begun.get(port)?.ends;
  }

  /** It has a connection. */
  connected(exchange: number, client: number | undefined): void {
    const begun = this.#begun.get(portOf(exchange));
    if (begun) begun.client = client;
  }

  /** What is in its entry of the access log and in no other one's. */
  entryOf(exchange: number): RegExp {
    const port = portOf(exchange);
    const client = this.#begun.get(port)?.client ?? "\\d+";
    return new RegExp(`"exchange":${port}\\b|^(?=.*"exchange":0\\b)(?=.*"client":${client}\\b)`);
  }

  /** Where the access log stood when an exchange began. */
  markOf(exchange: number): number {
    return this.#begun.get(portOf(exchange))?.mark ?? 0;
  }
}
