import { request } from "node:http";
import { expect, test } from "vitest";
import { type EchoedRequest, startEcho } from "./echo.ts";

test("answers with what it received", async () => {
  await using upstream = await startEcho({ name: "shop" });
  const response = await fetch(`${upstream.url}/cart?id=1`, {
    method: "PUT",
    headers: { "x-user": "ada" },
    body: "three apples",
  });
  expect(response.status).toBe(200);
  expect(response.headers.get("x-upstream")).toBe("shop");
  const echoed = (await response.json()) as EchoedRequest;
  expect(echoed).toMatchObject({ upstream: "shop", method: "PUT", path: "/cart?id=1", body: "three apples" });
  expect(echoed.headers).toMatchObject({ "x-user": "ada", "content-length": "12" });
  expect(upstream.requests).toEqual([echoed]);
});

test("keeps repeated headers, their order and trailers", async () => {
  await using upstream = await startEcho();
  await new Promise<void>((resolve, reject) => {
    const outgoing = request(upstream.url, {
      method: "POST",
      headers: { "x-tag": ["a", "b"], trailer: "x-sum", "transfer-encoding": "chunked" },
    });
    outgoing.addTrailers({ "x-sum": "42" });
    outgoing.on("response", (response) => response.resume().on("end", resolve)).on("error", reject);
    outgoing.end("body");
  });
  const [echoed] = upstream.requests;
  expect(echoed?.headers["x-tag"]).toBe("a, b");
  expect(echoed?.rawHeaders.filter(([name]) => name === "x-tag")).toEqual([
    ["x-tag", "a"],
    ["x-tag", "b"],
  ]);
  expect(echoed?.trailers).toEqual({ "x-sum": "42" });
});

test("answers as told", async () => {
  await using upstream = await startEcho({ status: 503, headers: { "retry-after": "1" }, body: "busy" });
  const response = await fetch(upstream.url);
  expect([response.status, response.headers.get("retry-after"), await response.text()]).toEqual([503, "1", "busy"]);
});

test("is gone after stop", async () => {
  const upstream = await startEcho();
  await upstream.stop();
  await upstream.stop();
  await expect(fetch(upstream.url)).rejects.toThrow();
});

test("a taken port is an error", async () => {
  await using upstream = await startEcho();
  await expect(startEcho({ port: upstream.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});
