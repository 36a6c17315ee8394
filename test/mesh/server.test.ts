import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { processesMentioning, untilNone } from "../support/processes.ts";
import { answers, startServer } from "./server.ts";

test("a server that ends before it is ready is shown with the end of its log", async () => {
  await using server = startServer(["sh", "-c", "seq 100; echo no port >&2"]);
  const waiting = server.until(async () => false);
  await expect(waiting).rejects.toThrow(/^sh -c seq 100; echo no port >&2 has ended:\n(\d+\n){29}no port$/);
});

test("what a server has started ends with it", async () => {
  const marker = `317.${process.pid}`;
  {
    await using server = startServer(["sh", "-c", `sleep ${marker} & echo up; wait`]);
    await server.until(async () => server.log === "up\n" && processesMentioning(`sleep ${marker}`).length === 2);
  }
  await untilNone(() => processesMentioning(`sleep ${marker}`));
});

test("an address answers with its status, or with none at all", async () => {
  const server = createServer((_, response) => response.writeHead(503).end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(await answers(url)).toBe(false);
  expect(await answers(url, 503)).toBe(true);
  server.close();
  server.closeAllConnections();
  await once(server, "close");
  expect(await answers(url, 503)).toBe(false);
});
