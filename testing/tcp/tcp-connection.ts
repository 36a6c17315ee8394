import type { RunningProxy, TcpSide } from "../engine.ts";
import type { Chunk } from "../http/body.ts";
import { TcpEnd } from "./tcp-end.ts";

/** How a client connects. */
export interface TcpConnectOptions {
  /** Number of the worker that gets the connection, from 0. Default: any. */
  worker?: number;
  /** IPv4 address of the client, for the property `source.address`. Default: 127.0.0.1. */
  clientAddress?: string;
}

/** A TCP connection through the proxy: its client, and the {@link upstream} at its other end. */
export class TcpConnection {
  /** The end at the upstream. It connects when the filters let it. */
  readonly upstream: TcpEnd;
  readonly #client: TcpEnd;

  constructor(proxy: RunningProxy, exchange: number, options: TcpConnectOptions, report: () => void) {
    this.#client = new TcpEnd(proxy, report);
    this.upstream = new TcpEnd(proxy, report);
    const { worker, clientAddress = "127.0.0.1" } = options;
    const side: TcpSide = proxy.connect(
      { exchange, worker, clientAddress },
      { client: this.#client, upstream: (other) => this.upstream.attach(other) },
    );
    this.#client.attach(side);
  }

  /** Sends bytes, or text as UTF-8, to the proxy. */
  send(chunk: Chunk): void {
    this.#client.send(chunk);
  }

  /** See {@link TcpEnd.receive}. */
  receive(length?: number): Promise<Uint8Array> {
    return this.#client.receive(length);
  }

  /** See {@link TcpEnd.receiveText}. */
  receiveText(length?: number): Promise<string> {
    return this.#client.receiveText(length);
  }

  /** Says that the client sends no more. */
  end(): void {
    this.#client.end();
  }

  /** Closes the connection. */
  close(): void {
    this.#client.close();
  }

  /** Whether the proxy sends no more. */
  get ended(): boolean {
    return this.#client.ended;
  }

  /** Waits until the connection is closed, and the proxy done with it. */
  closed(): Promise<void> {
    return this.#client.closed();
  }
}
