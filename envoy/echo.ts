import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What an echo upstream answers with, and where. */
export interface EchoOptions {
  /** Says which upstream answered, in the body and in the header `x-upstream`. Default: `echo`. */
  name?: string;
  /** Default: `127.0.0.1`. Envoy in a container reaches it there as well. */
  host?: string;
  /** Default: any free one. */
  port?: number;
  /** Default: 200. */
  status?: number;
  /** Further headers of the answer. */
  headers?: Record<string, string | string[]>;
  /** Answer this instead of what was received. */
  body?: string | Uint8Array;
}

/** A request as the upstream received it; the answer's body is this as JSON. */
export interface EchoedRequest {
  /** Name of the upstream. */
  upstream: string;
  method: string;
  path: string;
  /** By name in lower case; the values of a repeated header are joined with a comma and a blank. */
  headers: Record<string, string>;
  /** Every header line as it came, in order. */
  rawHeaders: [name: string, value: string][];
  body: string;
  trailers: Record<string, string>;
}

/** A running echo upstream. */
export interface EchoUpstream extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Every request so far, in the order in which they were complete. */
  readonly requests: EchoedRequest[];
  stop(): Promise<void>;
}

/**
 * Starts an HTTP/1.1 server that answers every request with what it received, as JSON: an upstream for trying filters out.
 *
 * @throws the error of the operating system when the port is taken.
 * @example
 * await using upstream = await startEcho({ name: "shop" });
 * await using envoy = await startEnvoy({ plugins, clusters: [{ name: "shop", url: upstream.url }] });
 */
export async function startEcho(options: EchoOptions = {}): Promise<EchoUpstream> {
  const requests: EchoedRequest[] = [];
  const server = createServer(async (request, response) => {
    try {
      const echoed = await echoOf(request, options.name ?? "echo");
      requests.push(echoed);
      answer(response, echoed, options);
    } catch {
      // The client went away before its request was complete.
      response.destroy();
    }
  });
  // Envoy keeps connections open and would see a reset where this server closes one while a request is on its way.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.listen({ host: options.host ?? "127.0.0.1", port: options.port ?? 0 });
  await once(server, "listening");
  const { address, family, port } = server.address() as AddressInfo;

  async function stop(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  }
  const url = `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
  return { url, port, requests, stop, [Symbol.asyncDispose]: stop };
}

async function echoOf(request: IncomingMessage, upstream: string): Promise<EchoedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return {
    upstream,
    method: request.method ?? "",
    path: request.url ?? "",
    headers: joined(pairs(request.rawHeaders)),
    rawHeaders: pairs(request.rawHeaders),
    body: Buffer.concat(chunks).toString("utf8"),
    trailers: joined(pairs(request.rawTrailers)),
  };
}

function answer(response: ServerResponse, echoed: EchoedRequest, options: EchoOptions): void {
  const { name = "echo", status = 200, headers = {} } = options;
  const body = options.body ?? `${JSON.stringify(echoed, null, 2)}\n`;
  const type = options.body === undefined ? "application/json" : "text/plain";
  const length = Buffer.byteLength(body);
  response.writeHead(status, { "content-type": type, "content-length": length, "x-upstream": name, ...headers });
  response.end(body);
}

function pairs(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as [string, string]] : []));
}

function joined(headers: readonly [string, string][]): Record<string, string> {
  const result = new Map<string, string>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = result.get(key);
    result.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(result);
}
