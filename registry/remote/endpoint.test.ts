import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Endpoint } from "./endpoint.ts";
import { HttpClient } from "./http-client.ts";

type Answer = number | "hangs up";

/** A server on this machine whose answers are these: a status, or nothing. */
async function endpointOf(answers: readonly Answer[]): Promise<Endpoint> {
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
  return new Endpoint(`127.0.0.1:${(server.address() as AddressInfo).port}`, client);
}

/** The scheme by which it is reached. */
async function schemeOf(answers: readonly Answer[]): Promise<string> {
  return new URL(await (await endpointOf(answers)).origin()).protocol;
}

/** The status of what it answers to a first request. */
async function firstStatusOf(endpoint: Endpoint, method: "HEAD" | "POST" = "HEAD"): Promise<number | undefined> {
  return (await endpoint.firstAnswer({ method, limit: 0 }, "/v2/acme/canary/blobs/x"))?.status;
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

test.each([200, 401, 404, 429, 503])(
  "a first request that is answered with %i needs no other question",
  async (status) => {
    const endpoint = await endpointOf([status, "hangs up", "hangs up"]);
    expect(await firstStatusOf(endpoint)).toBe(status);
    expect(new URL(await endpoint.origin()).protocol).toBe("http:");
  },
);

test.each([400, "hangs up"] as const)("one that is answered with %s says nothing yet", async (answer) => {
  expect(await firstStatusOf(await endpointOf([answer]))).toBeUndefined();
});

test("what is to be stored is no first request", async () => {
  expect(await firstStatusOf(await endpointOf([200]), "POST")).toBeUndefined();
});
