import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Endpoint } from "./endpoint.ts";
import { HttpClient } from "./http-client.ts";

/** The scheme by which a server on this machine is reached whose answers to the first question are these: a status, or nothing. */
async function schemeOf(answers: readonly (number | "hangs up")[]): Promise<string> {
  const left = [...answers];
  const server = createServer((request, response) => {
    const answer = left.shift() ?? 200;
    if (answer === "hangs up") request.socket.destroy();
    else response.writeHead(answer).end("The plain HTTP request was sent to HTTPS port");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const client = new HttpClient({ signal: new AbortController().signal });
  const endpoint = new Endpoint(`127.0.0.1:${(server.address() as AddressInfo).port}`, client);
  return new URL(await endpoint.origin()).protocol;
}

test.each([200, 401, 404, 503])("a registry on this machine that answers %i speaks plain HTTP", async (status) => {
  expect(await schemeOf([status])).toBe("http:");
});

test("one that finds fault with the request, or hangs up each time, speaks TLS", async () => {
  expect(await schemeOf([400])).toBe("https:");
  expect(await schemeOf(["hangs up", "hangs up"])).toBe("https:");
});

test("a connection that breaks once is no sign of TLS", async () => {
  expect(await schemeOf(["hangs up", 200])).toBe("http:");
});
