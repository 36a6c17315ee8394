import type { TcpEnds } from "../../engine.ts";
import { portOf } from "../exchange-port.ts";

interface Begun {
  exchange: number;
  /** Where the access log stood. */
  mark: number;
  ends: TcpEnds | undefined;
}

/** Exchanges and TCP connections by the ports that stand for them. */
export class Exchanges {
  readonly #begun = new Map<number, Begun>();

  /** Begins one. Gives the port that stands for it. */
  begin(exchange: number, mark: number, ends?: TcpEnds): number {
    const port = portOf(exchange);
    this.#begun.set(port, { exchange, mark, ends });
    return port;
  }

  /** The exchange that a port stands for. */
  at(port: number): number | undefined {
    return this.#begun.get(port)?.exchange;
  }

  endsAt(port: number): TcpEnds | undefined {
    return this.#begun.get(port)?.ends;
  }

  /** Where the access log stood when an exchange began. */
  markOf(exchange: number): number {
    return this.#begun.get(portOf(exchange))?.mark ?? 0;
  }
}
