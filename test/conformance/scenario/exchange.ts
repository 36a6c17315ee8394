import type { Message } from "../observe/observation.ts";
import type { Client, ClientStream } from "../peers/client.ts";
import { Script } from "../peers/script.ts";
import { playRequest, type Wait } from "../peers/sender.ts";
import { answerOf, stepsOf } from "./defaults.ts";
import type { Protocol, RequestSpec, Scenario } from "./schema.ts";

/** What an exchange needs of the proxy that it goes through. */
export interface Proxy {
  /** Opens a connection. */
  connect(protocol: Protocol): Promise<Client>;
  /** Waits until a callback of this name has returned, or a plugin has logged this. */
  wait: Wait;
  /** Resolves when no request is under way. */
  idle(): Promise<void>;
}

/** What goes over HTTP in a scenario: its clients, and the scripts of its upstreams. */
export class Exchange {
  readonly #scenario: Scenario;
  readonly #proxy: Proxy;
  readonly #clients = new Map<string, Client>();
  readonly #streams: ClientStream[] = [];
  readonly #scripts = new Map<string, Script>();

  constructor(scenario: Scenario, proxy: Proxy) {
    this.#scenario = scenario;
    this.#proxy = proxy;
  }

  /** What the server behind a cluster follows. */
  script(cluster: string): Script {
    const known = this.#scripts.get(cluster);
    if (known) return known;
    const script = new Script((index) => answerOf(this.#scenario, cluster, index), this.#proxy.wait);
    this.#scripts.set(cluster, script);
    return script;
  }

  /** Does what the scenario says, and closes all connections. */
  async run(): Promise<Message[]> {
    for (const step of stepsOf(this.#scenario)) {
      if ("request" in step) await (await this.#start(step.request)).ended;
      else if ("start" in step) await this.#start(step.start);
      else if ("wait" in step) await this.#proxy.wait(step.wait, step.times);
      else if ("finish" in step) await this.#finished();
    }
    await this.#finished();
    await this.#proxy.idle();
    for (const client of this.#clients.values()) await client.stop();
    return this.#streams.map(({ received }) => received.message());
  }

  /** Resolves when nothing is left at the upstreams. */
  async settled(): Promise<void> {
    for (const script of this.#scripts.values()) await script.settled();
  }

  /** What has arrived at each cluster. */
  arrived(): Record<string, Message[]> {
    const entries = [...this.#scripts].map(([cluster, script]) => [cluster, script.messages()] as const);
    return Object.fromEntries(entries.filter(([, messages]) => messages.length > 0));
  }

  async #finished(): Promise<void> {
    await Promise.all(this.#streams.map(({ ended }) => ended));
  }

  async #start(spec: RequestSpec): Promise<ClientStream> {
    const protocol = spec.protocol ?? this.#scenario.protocol ?? "HTTP/2";
    const client = await this.#client(spec.connection ?? "", protocol);
    const stream = client.start();
    this.#streams.push(stream);
    const played = playRequest(stream, spec, this.#proxy.wait);
    // Where the response is there before the request is whole, nobody waits for the rest
    await Promise.race([played, stream.ended]);
    return stream;
  }

  async #client(connection: string, protocol: Protocol): Promise<Client> {
    const key = `${protocol} ${connection}`;
    const known = this.#clients.get(key);
    if (known && !known.isClosed()) return known;
    const client = await this.#proxy.connect(protocol);
    this.#clients.set(key, client);
    return client;
  }
}
