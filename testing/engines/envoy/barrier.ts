import { Agent, get } from "node:http";
import type { EnvoyLogs } from "../../../envoy/index.ts";
import { threadOf } from "./threads.ts";

/** Makes sure that all that Envoy's workers have logged so far has arrived. */
export class Barrier {
  readonly #url: string;
  readonly #logs: EnvoyLogs;
  /** A connection to each worker, by the worker's thread. */
  readonly #agents = new Map<string, Agent>();
  #passed = 0;

  private constructor(url: string, logs: EnvoyLogs) {
    this.#url = url;
    this.#logs = logs;
  }

  /** Connects to every worker: the kernel chooses which one gets a connection, so it asks until all have one. */
  static async start(url: string, logs: EnvoyLogs, workers: number): Promise<Barrier> {
    const barrier = new Barrier(url, logs);
    while (barrier.#agents.size < workers) {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const thread = await barrier.#ask(agent);
      if (barrier.#agents.has(thread)) agent.destroy();
      else barrier.#agents.set(thread, agent);
    }
    return barrier;
  }

  /** The threads of the workers. */
  get threads(): string[] {
    return [...this.#agents.keys()];
  }

  async pass(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => this.#ask(agent)));
  }

  stop(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }

  /** Resolves to the thread that has answered. */
  async #ask(agent: Agent): Promise<string> {
    this.#passed += 1;
    const mark = `/${this.#passed}`;
    const from = this.#logs.length;
    const asked = new Promise<void>((resolve) => {
      get(this.#url + mark, { agent }, (response) => response.resume().once("close", resolve)).once("error", () =>
        resolve(),
      );
    });
    // Envoy may have ended instead, which waitFor tells
    const [line] = await Promise.all([this.#logs.waitFor(new RegExp(`script log: barrier ${mark}$`), { from }), asked]);
    return threadOf(line) ?? "";
  }
}
