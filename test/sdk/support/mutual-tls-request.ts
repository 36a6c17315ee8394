import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { client, proxy } from "./attribute-proxy.ts";

/** Sends a request to the proxy of `attribute-proxy.ts` over mutual TLS, in which every attribute of a request has a value. */
export async function requestOverMutualTls(url: string): Promise<{ response: IncomingMessage; clientPort: number }> {
  const sent = request({
    host: "127.0.0.1",
    port: new URL(url).port,
    path: "/cart?item=1",
    method: "POST",
    headers: { "x-twice": ["a", "b"], "user-agent": "probe/1", referer: "http://there/", host: "shop.example.com" },
    key: client.key,
    cert: client.certificate,
    ca: proxy.certificate,
    servername: "shop.example.com",
    agent: false,
  });
  sent.end("hello");
  const [response]: IncomingMessage[] = await once(sent, "response");
  if (!response) throw new Error("there is no response");
  const clientPort = sent.socket?.localPort ?? 0;
  response.resume();
  return { response, clientPort };
}
