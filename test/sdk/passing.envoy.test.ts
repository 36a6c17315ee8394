import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import {
  connect,
  createServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEnvoy, startEnvoy } from "../../envoy/index.ts";
import { envoyVersions } from "../support/engines.ts";
import { buildProbe } from "./support/build-probe.ts";

const limit = 50_000;

describe.each(envoyVersions)("bodies that pass where they are too large, in Envoy %s", (version) => {
  // HTTP/2, for trailers: Envoy drops those of HTTP/1.1
  let answer: (request: Http2ServerRequest, response: Http2ServerResponse) => void;
  const upstream = createServer((request, response) => answer(request, response));
  const sessions: ServerHttp2Session[] = [];
  let envoy: RunningEnvoy;
  let mark = 0;

  beforeAll(async () => {
    const { path } = await buildProbe("passing");
    upstream.on("session", (session) => sessions.push(session));
    upstream.listen(0, "127.0.0.1");
    await once(upstream, "listening");
    const url = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
    const plugin = { module: path, rootId: "", allowOnHeadersStopIteration: true };
    envoy = await startEnvoy({ version, plugins: [plugin], clusters: [{ name: "up", url, http2: true }] });
  });

  afterAll(async () => {
    await envoy?.stop();
    for (const session of sessions) session.destroy();
    upstream.close();
  });

  describe.each(["/", "/wait"])("a request's, path %s", (path) => {
    test("at the limit is held, with content-length and without", async () => {
      const body = letters(limit);
      expect(await post(path, [body])).toEqual({ body: `${body}!`, length: undefined });
      expect(lines("request headers")).toEqual(["request headers false"]);
      expect(await post(path, [body], { chunked: true })).toMatchObject({
        body: `${body}!`,
      });
      expect(lines("request body").at(-1)).toBe(`request body ${limit} true false`);
    });

    test("a byte over it passes with its content-length, and the filter knows from the headers on", async () => {
      const body = letters(limit + 1);
      expect(await post(path, [body])).toEqual({ body, length: `${limit + 1}` });
      expect(lines("request headers")).toEqual(["request headers true"]);
      const parts = sizes("request body");
      expect(parts.reduce((sum, size) => sum + size, 0)).toBe(limit + 1);
    });

    test("a byte over it without content-length goes on when that byte comes", async () => {
      const body = letters(limit + 1);
      expect(await post(path, [body.slice(0, limit), body.slice(limit)], { chunked: true })).toMatchObject({
        body,
      });
      expect(lines("request headers")).toEqual(["request headers false"]);
      const last = lines("request body").filter((line) => line.endsWith("true"));
      expect(last[0]).toMatch(new RegExp(`^request body ${limit + 1} (true|false) true$`));
    });

    test("far over it: what was held goes on first, the later parts come one by one", async () => {
      const arrived = new Promise<void>((resolve) => {
        gotFirst = resolve;
      });
      const body = letters(2_000_000);
      const first = body.slice(0, limit + 10);
      // The rest is sent only after the upstream has the first part
      const sent = post(path, [first, body.slice(limit + 10)], { chunked: true, pause: arrived });
      expect(await sent).toMatchObject({ body });
      const parts = sizes("request body");
      const passed = parts.findIndex((size) => size > limit);
      expect(parts.slice(passed).reduce((sum, size) => sum + size, 0)).toBe(body.length);
    });

    test("with trailers", async () => {
      const held = letters(limit);
      expect(await postWithTrailers(path, held)).toBe(`${held}!`);
      expect(lines("request trailers")).toEqual(["request trailers true"]);
      const over = letters(limit + 1);
      expect(await postWithTrailers(path, over)).toBe(over);
      expect(lines("request trailers")).toEqual(["request trailers false"]);
      expect(await postWithTrailers(path, over, { "content-length": limit + 1 })).toBe(over);
      expect(lines("request trailers")).toEqual(["request trailers false"]);
    });
  });

  test("a request without a body is left alone", async () => {
    mark = envoy.logs.length;
    answer = (_, response) => response.end();
    expect((await fetch(envoy.url)).status).toBe(200);
    await envoy.logs.waitFor("response headers", { from: mark });
    expect(lines("request headers")).toEqual(["request headers false"]);
    expect(lines("request body")).toEqual([]);
  });

  describe("a response's", () => {
    test("at the limit is held", async () => {
      const body = letters(limit);
      for (const length of [true, false]) {
        expect(await get([body], length)).toEqual({ body: `${body}!`, length: null });
      }
    });

    test("a byte over it passes", async () => {
      const body = letters(limit + 1);
      expect(await get([body], true)).toEqual({ body, length: `${limit + 1}` });
      expect(lines("response headers")).toEqual(["response headers true"]);
      expect(await get([body.slice(0, 1000), body.slice(1000)], false)).toEqual({ body, length: null });
      expect(lines("response headers")).toEqual(["response headers false"]);
    });

    test("far over it passes", async () => {
      const body = letters(2_000_000);
      expect(await get([body], true)).toEqual({ body, length: "2000000" });
      expect(await get([body], false)).toEqual({ body, length: null });
    });

    test("with trailers", async () => {
      const held = letters(limit);
      expect(await get([held], false, { "x-sum": "1" })).toMatchObject({ body: `${held}!` });
      expect(lines("response trailers")).toEqual(["response trailers true"]);
      const over = letters(limit + 1);
      expect(await get([over], false, { "x-sum": "1" })).toMatchObject({ body: over });
      expect(lines("response trailers")).toEqual(["response trailers false"]);
    });
  });

  let gotFirst = (): void => {};

  /** What the upstream receives of a request. */
  async function post(
    path: string,
    parts: string[],
    { chunked = false, pause }: { chunked?: boolean; pause?: Promise<void> } = {},
  ): Promise<{ body: string; length: string | undefined }> {
    mark = envoy.logs.length;
    const got = new Promise<{ body: string; length: string | undefined }>((resolve) => {
      answer = async (request, response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        for await (const chunk of request) {
          chunks.push(chunk as Buffer);
          size += (chunk as Buffer).length;
          if (size > limit) gotFirst();
        }
        resolve({ body: Buffer.concat(chunks).toString(), length: request.headers["content-length"] });
        response.end("done");
      };
    });
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    const headers = chunked ? { "transfer-encoding": "chunked" } : { "content-length": length };
    const client = request(`${envoy.url}${path}`, { method: "POST", headers });
    for (const [index, part] of parts.entries()) {
      client.write(part);
      if (index === 0) await pause;
    }
    client.end();
    const [response] = (await once(client, "response")) as [IncomingMessage];
    response.resume();
    await once(response, "end");
    return got;
  }

  /** What the upstream receives of a request over HTTP/2 that ends with trailers. */
  async function postWithTrailers(path: string, body: string, headers: Record<string, number> = {}): Promise<string> {
    mark = envoy.logs.length;
    const got = new Promise<string>((resolve) => {
      answer = async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        expect(request.trailers).toMatchObject({ "x-sum": "1" });
        resolve(Buffer.concat(chunks).toString());
        response.end("done");
      };
    });
    const session = connect(envoy.url);
    const stream = session.request({ ":method": "POST", ":path": path, ...headers }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "x-sum": "1" }));
    stream.end(body);
    stream.resume();
    await once(stream, "end");
    session.close();
    return got;
  }

  /** What the client receives of a response. */
  async function get(
    parts: string[],
    withLength: boolean,
    trailers: Record<string, string> = {},
  ): Promise<{ body: string; length: string | null }> {
    mark = envoy.logs.length;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    answer = (_, response) => {
      response.writeHead(200, withLength ? { "content-length": length } : {});
      for (const part of parts) response.write(part);
      response.addTrailers(trailers);
      response.end();
    };
    const response = await fetch(envoy.url);
    return {
      body: await response.text(),
      length: response.headers.get("content-length"),
    };
  }

  /** What the probe has logged of a kind since the last exchange began. */
  function lines(what: string): string[] {
    return envoy.logs
      .lines(mark)
      .flatMap((line) => /wasm log(?: \S+)*: (.*)$/.exec(line)?.[1] ?? [])
      .filter((line) => line.startsWith(what));
  }

  function sizes(what: string): number[] {
    return lines(what).map((line) => Number(line.split(" ")[2]));
  }
});

/** Letters that are not all the same, so that their order counts. */
function letters(count: number): string {
  return Buffer.from(Array.from({ length: count }, (_, i) => 97 + ((i * 7 + (i >> 8)) % 23))).toString();
}
