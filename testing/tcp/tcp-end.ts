import * as v from "valibot";
import { check } from "../checks/check.ts";
import { whole } from "../checks/schemas.ts";
import type { RunningProxy, TcpListener, TcpSide } from "../engine.ts";
import { toldWhole } from "../errors/test-error.ts";
import { bytesOf, type Chunk, joined } from "../http/body.ts";

const decoder = new TextDecoder();

/** One end of a TCP connection through the proxy. */
export class TcpEnd implements TcpListener {
  readonly #proxy: RunningProxy;
  readonly #report: () => void;
  #side: TcpSide | undefined;
  /** What was done before the end was connected. */
  readonly #waiting: ((side: TcpSide) => void)[] = [];
  #received: Uint8Array = new Uint8Array(0);
  #ended = false;
  #closed = false;

  constructor(proxy: RunningProxy, report: () => void) {
    this.#proxy = proxy;
    this.#report = report;
  }

  /** Whether this end is connected. */
  get connected(): boolean {
    return this.#side !== undefined;
  }

  /** Whether the other side sends no more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Sends bytes, or text as UTF-8. */
  send(chunk: Chunk): void {
    const bytes = bytesOf(chunk, "what a connection sends");
    this.#do((side) => side.send(bytes));
  }

  /** Says that this end sends no more. */
  end(): void {
    this.#do((side) => side.end());
  }

  /** Closes the connection. */
  close(): void {
    this.#do((side) => side.close());
  }

  /**
   * Waits for bytes that were not taken yet, at least so many, and takes them: exactly so many where a length is given, else
   * all that are there. Fewer, or none, when the other side sends no more.
   */
  async receive(length?: number): Promise<Uint8Array> {
    check(v.optional(whole(1)), length, "the length of `receive`");
    const enough = (): boolean => this.#received.length >= (length ?? 1) || this.#ended || this.#closed;
    await toldWhole(this.#proxy.until(enough, "bytes on a connection"));
    await this.#proxy.settle();
    this.#report();
    const taken = this.#received.slice(0, length ?? this.#received.length);
    this.#received = this.#received.slice(taken.length);
    return taken;
  }

  /** As {@link receive}, as text. `length` is in bytes. */
  async receiveText(length?: number): Promise<string> {
    return decoder.decode(await this.receive(length));
  }

  /** Waits until the connection is closed, and the proxy done with it. */
  async closed(): Promise<void> {
    await toldWhole(this.#proxy.until(() => this.#closed, "the end of a connection"));
    await this.#proxy.settle();
    this.#report();
  }

  /** Connects this end. For the engine only. */
  attach(side: TcpSide): this {
    this.#side = side;
    for (const action of this.#waiting.splice(0)) action(side);
    return this;
  }

  /** For the engine only. */
  onData(bytes: Uint8Array): void {
    this.#received = joined([this.#received, bytes]);
  }

  /** For the engine only. */
  onEnd(): void {
    this.#ended = true;
  }

  /** For the engine only. */
  onClose(): void {
    this.#closed = true;
  }

  #do(action: (side: TcpSide) => void): void {
    if (this.#side) action(this.#side);
    else this.#waiting.push(action);
  }
}
