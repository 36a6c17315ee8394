import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEnvoy, startEnvoy } from "../../envoy/index.ts";
import { envoyVersions } from "../support/engines.ts";
import { buildProbe } from "./support/build-probe.ts";

describe.each(envoyVersions)("bodies in Envoy %s", (version) => {
  let answer: RequestListener;
  const upstream = createServer((request, response) => answer(request, response));
  let envoy: RunningEnvoy;

  beforeAll(async () => {
    const { path } = await buildProbe("bodies");
    upstream.listen(0, "127.0.0.1");
    await once(upstream, "listening");
    const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    envoy = await startEnvoy({ version, plugins: [{ module: path, rootId: "" }], clusters: [{ name: "up", url }] });
  });

  afterAll(async () => {
    await envoy?.stop();
    upstream.closeAllConnections();
    upstream.close();
  });

  test("a request's is held until all of it is there, and replaced", async () => {
    const got = received();
    const { status } = await post([Buffer.alloc(40_000, "a"), Buffer.alloc(20_000, "b")]);
    expect(status).toBe(200);
    const { body, headers } = await got;
    expect(body).toBe("a".repeat(40_000) + "b".repeat(20_000) + "a".repeat(40_000) + "b".repeat(20_000));
    expect(headers["content-length"]).toBeUndefined();
  });

  test("a request's may end with trailers", async () => {
    const got = received();
    const { status } = await post([Buffer.from("abc")], { "x-sum": "1" });
    expect(status).toBe(200);
    expect(await got).toMatchObject({ body: "abcabc" });
  });

  test("a request without one is left alone", async () => {
    answer = (_, response) => response.end("hello");
    const response = await fetch(`${envoy.url}/a?b`, { headers: { "x-number": "7", "x-many": "1" } });
    expect(await response.text()).toBe("5 bytes");
    expect(response.headers.get("x-path")).toBe("/a?b");
    expect(response.headers.get("x-count")).toBe("7");
    expect(response.headers.get("x-entries")).toBe("7");
    expect(response.headers.get("content-length")).toBeNull();
  });

  test("the request's headers are there in the response phase, each value", async () => {
    answer = (_, response) => response.end("hello");
    const client = request(envoy.url, { headers: { host: "h", "x-many": ["1", "2,3"], "x-number": "n" } });
    client.end();
    const [response] = (await once(client, "response")) as [IncomingMessage];
    response.resume();
    expect(response.headers).toMatchObject({
      "x-all": "1|2,3",
      "x-count": "-1",
      "x-none": "true true true",
      "x-entries": "n",
    });
  });

  test("a request's that says it is too large is refused at once", async () => {
    const { status, body } = await post([Buffer.alloc(100_001)]);
    // The local reply passes the filter's own response callbacks, too
    expect({ status, body }).toEqual({ status: 413, body: `${"the body is too large".length} bytes` });
  });

  test("a request's that turns out too large is refused", async () => {
    const { status } = await post([Buffer.alloc(60_000), Buffer.alloc(60_000)], {}, true);
    expect(status).toBe(413);
    await envoy.logs.waitFor(/body of the request refused: \d+ bytes, and 100000 are the limit/);
  });

  test("a response's is held until all of it is there, and replaced", async () => {
    answer = (_, response) => {
      response.writeHead(200, { "content-length": 70_000 });
      response.write(Buffer.alloc(30_000), () => response.end(Buffer.alloc(40_000)));
    };
    expect(await (await fetch(envoy.url, { headers: { "x-number": "1" } })).text()).toBe("70000 bytes");
  });

  test("a response's that is too large ends the stream", async () => {
    answer = (_, response) => response.end(Buffer.alloc(100_001));
    const outcome = await fetch(envoy.url, { headers: { "x-number": "1" } })
      .then((response) => response.text())
      .catch((error: Error) => error.name);
    expect(outcome).toBe("TypeError");
    await envoy.logs.waitFor("body of the response refused: 100001 bytes");
  });

  /** What the upstream receives next. */
  function received(): Promise<{
    body: string;
    headers: IncomingMessage["headers"];
  }> {
    return new Promise((resolve) => {
      answer = async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        resolve({ body: Buffer.concat(chunks).toString(), headers: request.headers });
        response.end("done");
      };
    });
  }

  async function post(parts: Buffer[], trailers: Record<string, string> = {}, chunked = false) {
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const hasTrailers = Object.keys(trailers).length > 0;
    const headers = { "x-number": "1", ...(chunked || hasTrailers ? {} : { "content-length": length }) };
    const client = request(envoy.url, { method: "POST", headers });
    client.on("error", () => {}); // a refused body is not read to its end
    for (const part of parts) client.write(part);
    client.addTrailers(trailers);
    client.end();
    const [response] = (await once(client, "response")) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    return { status: response.statusCode, body: Buffer.concat(chunks).toString() };
  }
});
