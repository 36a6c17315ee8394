import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { EnvoyAdmin } from "../../../envoy/index.ts";

/** Makes connections to a listener that a certain worker takes. */
export class WorkerConnections {
  readonly #admin: EnvoyAdmin;
  readonly #listener: string;
  readonly #url: URL;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(admin: EnvoyAdmin, listener: string, url: string) {
    this.#admin = admin;
    this.#listener = listener;
    this.#url = new URL(url);
  }

  /**
   * The kernel chooses the worker by the ports, so this tries until it is the one; without a number any is. `line` is sent
   * first. One connection comes after the other, so that it is known which is whose.
   */
  open(worker: number | undefined, line: string): Promise<Socket> {
    const opened = this.#queue.then(() => this.#open(worker, line));
    this.#queue = opened.catch(() => {});
    return opened;
  }

  async #open(worker: number | undefined, line: string): Promise<Socket> {
    for (;;) {
      const before = await this.#taken();
      const socket = connect({ port: Number(this.#url.port), host: this.#url.hostname, allowHalfOpen: true });
      await once(socket, "connect");
      socket.setNoDelay(true);
      socket.write(line);
      const takenBy = await this.#takenBy(before);
      if (worker === undefined || takenBy === worker) return socket;
      socket.destroy();
    }
  }

  /** The worker that has taken one more than before. */
  async #takenBy(before: ReadonlyMap<number, number>): Promise<number> {
    for (;;) {
      for (const [worker, count] of await this.#taken()) if (count > (before.get(worker) ?? 0)) return worker;
      await sleep(1);
    }
  }

  /** How many connections each worker has taken. */
  async #taken(): Promise<Map<number, number>> {
    const stats = await this.#admin.stats(`^listener\\.${this.#listener}\\.worker_\\d+\\.downstream_cx_total$`);
    return new Map(
      Object.entries(stats).map(([name, count]) => [Number(/worker_(\d+)/.exec(name)?.[1]), count] as const),
    );
  }
}
