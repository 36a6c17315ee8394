import { once } from "node:events";
import { Agent, get, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";

/** A client of one connection for each port, which stays open. */
export interface Client extends Disposable {
  /**
   * The body of a response.
   *
   * @throws Error for another status than 200
   */
  ask(port: number, path: string): Promise<string>;
}

/** Opens no connection before it is asked. */
export function createClient(): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    async ask(port, path) {
      const [response] = (await once(get({ host: "127.0.0.1", port, path, agent }), "response")) as [IncomingMessage];
      const body = await text(response);
      if (response.statusCode !== 200) throw new Error(`port ${port}, ${path}: status ${response.statusCode}: ${body}`);
      return body;
    },
    [Symbol.dispose]: () => agent.destroy(),
  };
}
