import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Stands before a registry, and answers in its place where a test wants it to. */
export interface AnsweringProxy extends AsyncDisposable {
  /** `127.0.0.1:41234` */
  host: string;
  /** How many requests it has answered itself. */
  readonly answered: number;
}

/** Answers a request; false where the registry is to do so, as soon as that is known. */
export type Answer = (request: IncomingMessage, response: ServerResponse, number: number) => boolean | Promise<boolean>;

/** Starts a proxy of HTTP before a registry. `answer` is told how many requests came before, `see` what the registry answers. */
export async function startAnsweringProxy(
  target: string,
  answer: Answer,
  see: (request: IncomingMessage, response: IncomingMessage) => void = () => undefined,
): Promise<AnsweringProxy> {
  let count = 0;
  let answered = 0;
  const server = createServer(async (asked, response) => {
    if (await answer(asked, response, count++)) {
      answered += 1;
      asked.resume();
      return;
    }
    const { method, url, headers } = asked;
    // The registry names itself as the client knows it: by the header `host`
    const passed = request(`http://${target}${url}`, { method, headers });
    passed.on("response", (answer) => {
      see(asked, answer);
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on("error", () => response.destroy());
    asked.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    get answered() {
      return answered;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
