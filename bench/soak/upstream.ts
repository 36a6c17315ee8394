import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Starts the upstream: it answers a call with what it was asked, and every other request with its body. Resolves to its
 * port; it serves until the process ends.
 */
export async function startUpstream(): Promise<number> {
  const server = createServer((request, response) => void serve(request, response));
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await bodyOf(request);
    const answer = request.url === "/call" ? Buffer.from(`called ${body}`) : body;
    response.writeHead(200, { "content-length": answer.length, "x-headers": request.headers["x-headers"] ?? "" });
    response.end(answer);
  } catch {
    response.destroy(); // the proxy goes away at the end
  }
}

/** All of a body. */
export function bodyOf(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => chunks.push(chunk));
    message.on("end", () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    message.on("error", reject);
    message.on("aborted", () => reject(new Error("the body has ended too early")));
  });
}
