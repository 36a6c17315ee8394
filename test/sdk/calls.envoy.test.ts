import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EchoedRequest, type EchoUpstream, type RunningEnvoy, startEcho, startEnvoy } from "../../envoy/index.ts";
import { envoyVersions } from "../support/engines.ts";
import { buildProbe, type Probe } from "./support/build-probe.ts";
import { type GrpcExchange, type GrpcServer, startGrpcServer } from "./support/grpc-server.ts";

let probe: Probe;

beforeAll(async () => {
  probe = await buildProbe("calls");
});

describe.each(envoyVersions)("calls in Envoy %s", (version) => {
  let echo: EchoUpstream;
  let callee: HttpServer;
  let grpc: GrpcServer;
  let answer: RequestListener;
  let answerGrpc: (exchange: GrpcExchange) => Promise<void>;
  let envoy: RunningEnvoy;

  beforeAll(async () => {
    echo = await startEcho();
    callee = await startHttp((request, response) => answer(request, response));
    grpc = await startGrpcServer((exchange) => answerGrpc(exchange));
    envoy = await startEnvoy({
      version,
      plugins: [{ module: probe.path, rootId: "" }],
      clusters: [
        { name: "echo", url: echo.url },
        { name: "known", url: callee.url },
        { name: "greeter", url: grpc.url, http2: true },
        { name: "outbound|8080|v2|auth.shop.svc.cluster.local", url: callee.url },
      ],
    });
  });

  afterAll(async () => {
    await envoy?.stop();
    await Promise.all([echo?.stop(), callee?.stop(), grpc?.stop()]);
  });

  /** What the upstream saw of a request: the header into which the probe puts what it was answered. */
  async function ask(path: string): Promise<{ status: number; answer: string | undefined; body: string }> {
    const response = await fetch(`${envoy.url}${path}`);
    const body = await response.text();
    const seen = response.ok && body.startsWith("{") ? (JSON.parse(body) as EchoedRequest) : undefined;
    return { status: response.status, answer: seen?.headers["x-answer"], body };
  }

  describe("an HTTP call", () => {
    test("gets its answer in the stream that made it", async () => {
      answer = (_, response) => response.writeHead(418, { "content-type": "text/tea" }).end("short and stout");
      expect(await ask("/get")).toMatchObject({ status: 200, answer: "418 text/tea short and stout" });
    });

    test("carries method, authority, headers, body and trailers", async () => {
      const seen = new Promise<unknown>((resolve) => {
        answer = async (request, response) => {
          const chunks: Buffer[] = [];
          for await (const chunk of request) chunks.push(chunk as Buffer);
          const { method, url, headers } = request;
          resolve({
            method,
            url,
            host: headers.host,
            type: headers["content-type"],
            body: String(Buffer.concat(chunks)),
          });
          response.end("kept");
        };
      });
      expect(await ask("/post")).toMatchObject({ answer: "200 - kept" });
      expect(await seen).toEqual({
        method: "POST",
        url: "/entries",
        host: "entries.example",
        type: "application/json",
        body: '{"a":1}',
      });
    });

    test("to a cluster of Istio asks for the host in its name", async () => {
      answer = (request, response) => response.end(request.headers.host);
      expect(await ask("/istio")).toMatchObject({ answer: "200 - auth.shop.svc.cluster.local" });
    });

    test("to a cluster that the proxy does not have says so", async () => {
      expect(await ask("/unknown")).toMatchObject({ status: 500, body: "2 this proxy has no such cluster" });
      await envoy.logs.waitFor('HTTP call to cluster "unknown" not sent: this proxy has no such cluster');
    });

    test("with a header that no request may have is not sent", async () => {
      expect(await ask("/bad-header")).toMatchObject({ status: 500, body: "2 invalid header" });
      await envoy.logs.waitFor("not sent: invalid header");
    });

    test("that takes too long is answered with 504", async () => {
      answer = () => {};
      expect(await ask("/get")).toMatchObject({ answer: expect.stringMatching(/^504 /) });
    });

    test("whose connection breaks is answered with 503", async () => {
      answer = (request) => request.socket.destroy();
      expect(await ask("/get")).toMatchObject({ answer: expect.stringMatching(/^503 /) });
    });

    test("of a stream that is gone reaches nobody", async () => {
      const called = new Promise<() => void>((resolve) => {
        answer = (_, response) => resolve(() => response.end("too late"));
      });
      const client = new AbortController();
      const refused = fetch(`${envoy.url}/get`, { signal: client.signal }).catch((error: Error) => error.name);
      const finish = await called;
      client.abort();
      expect(await refused).toBe("AbortError");
      finish();
      answer = (_, response) => response.end("next");
      expect(await ask("/get")).toMatchObject({ answer: "200 - next" });
      expect(envoy.logs.text()).not.toContain("answered: too late");
    });
  });

  describe("steps", () => {
    test("go one after the other, each with the answer before", async () => {
      answer = (request, response) => response.end(request.url === "/first" ? "one" : request.url);
      expect(await ask("/steps")).toMatchObject({ status: 200, answer: "/second?one" });
    });

    test("end where a call is reset", async () => {
      // Envoy answers 503 for an upstream that breaks; only a trailing part that breaks off is no answer
      answer = (_, response) => {
        response.writeHead(200, { "content-length": 100 });
        response.write("part", () => response.destroy());
      };
      expect(await ask("/steps")).toMatchObject({ status: 503, body: "the request was reset" });
    });

    test("end where an answer is not ok", async () => {
      const asked: (string | undefined)[] = [];
      answer = (request, response) => {
        asked.push(request.url);
        response.writeHead(403).end();
      };
      expect(await ask("/steps")).toMatchObject({ status: 503, body: "answered with status 403" });
      expect(asked).toEqual(["/first"]);
    });

    test("end where the upstream is down", async () => {
      answer = (request) => request.socket.destroy();
      expect(await ask("/steps")).toMatchObject({ status: 503, body: "answered with status 503" });
    });

    test("that take any answer go on, until one that does not", async () => {
      answer = (request, response) => response.writeHead(request.url === "/first" ? 404 : 200).end(request.url);
      expect(await ask("/steps-any")).toMatchObject({ status: 200, answer: "/second?404" });
      answer = (request, response) => response.writeHead(request.url === "/first" ? 404 : 500).end(request.url);
      expect(await ask("/steps-any")).toMatchObject({ status: 503, body: "answered with status 500" });
    });
  });

  describe("a request that needs a permission", () => {
    test.each([
      [200, 200],
      [204, 200],
      [299, 200],
      [300, 503],
      [401, 503],
      [403, 403],
      [500, 503],
    ])("answered with %i is answered with %i", async (status, expected) => {
      answer = (_, response) => response.writeHead(status).end();
      expect(await ask("/authorize")).toMatchObject({ status: expected });
      expect(await ask("/authorize-both")).toMatchObject({ status: expected });
    });

    test("is refused where one of two says no", async () => {
      answer = (request, response) => response.writeHead(request.url === "/quota" ? 429 : 200).end();
      expect(await ask("/authorize-both")).toMatchObject({ status: 503 });
    });

    test("is refused where nobody answers in time, the upstream is down, breaks off or is unknown", async () => {
      answer = () => {};
      expect(await ask("/authorize")).toMatchObject({ status: 503 });
      answer = (request) => request.socket.destroy();
      expect(await ask("/authorize")).toMatchObject({ status: 503 });
      answer = (_, response) => {
        response.writeHead(200, { "content-length": 100 });
        response.write("part", () => response.destroy());
      };
      expect(await ask("/authorize")).toMatchObject({ status: 503 });
      expect(await ask("/authorize-unknown")).toMatchObject({ status: 503 });
    });
  });

  describe("a join", () => {
    test("has the answers in the order of the calls, failed ones too", async () => {
      const held: (() => void)[] = [];
      answer = (request, response) => {
        held.push(() => response.end(request.url));
        // The second one first
        if (held.length === 2) for (const release of held.reverse()) release();
      };
      expect(await ask("/join")).toMatchObject({ answer: "200:/a, this proxy has no such cluster, 200:/c" });
    });

    test("of calls that cannot be sent is over at once, and the request goes on", async () => {
      expect(await ask("/join-nothing")).toMatchObject({ status: 200, answer: "this proxy has no such cluster" });
    });
  });

  describe("a gRPC call", () => {
    test("gets its message", async () => {
      answerGrpc = async (exchange) => {
        for await (const message of exchange.messages) exchange.send(`${message} back`);
        exchange.end(0);
      };
      expect(await ask("/grpc")).toMatchObject({ status: 200, body: "hello back" });
      expect(grpc.calls.at(-1)).toMatchObject({ path: "/test.Greeter/Greet", metadata: { "x-caller": "probe" } });
    });

    test("that fails has status and message", async () => {
      answerGrpc = async (exchange) => exchange.end(7, "not you");
      expect(await ask("/grpc")).toMatchObject({ status: 502, body: expect.stringMatching(/^7 not you/) });
    });

    test("to a cluster that the proxy does not have says so", async () => {
      expect(await ask("/grpc-unknown")).toMatchObject({
        status: 500,
        body: expect.stringContaining("no such cluster"),
      });
    });

    test("to a service of no bytes is refused, as a stream is: Envoy would crash", async () => {
      expect(await ask("/grpc-empty")).toMatchObject({ body: "2 the GrpcService is empty, 2 false" });
      await envoy.logs.waitFor("gRPC stream test.Watcher/Watch not opened: the GrpcService is empty");
    });

    test("of a stream that is gone is cancelled", async () => {
      const taken = new Promise<GrpcExchange>((resolve) => {
        answerGrpc = async (exchange) => resolve(exchange);
      });
      const client = new AbortController();
      const refused = fetch(`${envoy.url}/grpc`, { signal: client.signal }).catch((error: Error) => error.name);
      const exchange = await taken;
      client.abort();
      expect(await refused).toBe("AbortError");
      expect(await exchange.closed).toBeTypeOf("number"); // CANCEL, or in Envoy 1.36 NO_ERROR
    });
  });

  describe("a gRPC stream", () => {
    /** Opens a stream; its request hangs until the client gives up. */
    function open(): AbortController {
      const client = new AbortController();
      fetch(`${envoy.url}/watch`, { signal: client.signal }).catch(() => {});
      return client;
    }

    test("hears metadata, messages and the end, and sends", async () => {
      const mark = envoy.logs.length;
      const sent: string[] = [];
      answerGrpc = async (exchange) => {
        exchange.start({ "x-server": "watcher" });
        for await (const message of exchange.messages) {
          sent.push(String(message));
          if (sent.length === 1) exchange.send("more");
          else exchange.end(5, "no more", { "x-sum": "2" });
        }
      };
      const client = open();
      await envoy.logs.waitFor("closed 5 no more", { from: mark });
      client.abort();
      expect(sent).toEqual(["first", "second"]);
      expect(probeLines(mark)).toEqual([
        "open 0 true",
        "send 0",
        "metadata watcher",
        "message more",
        "trailing metadata",
        expect.stringMatching(/^closed 5 no more.* false$/),
      ]);
    });

    test("is closed from our side", async () => {
      const mark = envoy.logs.length;
      const ended = new Promise<void>((resolve) => {
        answerGrpc = async (exchange) => {
          exchange.send("close");
          for await (const _ of exchange.messages) exchange.start();
          resolve();
          exchange.end(0);
        };
      });
      const client = open();
      await ended;
      await envoy.logs.waitFor("close 0", { from: mark });
      client.abort();
    });

    test("is reset from our side", async () => {
      const mark = envoy.logs.length;
      const reset = new Promise<number>((resolve) => {
        answerGrpc = async (exchange) => {
          exchange.send("cancel");
          resolve(await exchange.closed);
        };
      });
      const client = open();
      await envoy.logs.waitFor("cancel 0 false 2", { from: mark });
      expect(await reset).toBeTypeOf("number");
      client.abort();
    });

    test("ends with its context", async () => {
      const taken = new Promise<GrpcExchange>((resolve) => {
        answerGrpc = async (exchange) => {
          exchange.start();
          resolve(exchange);
        };
      });
      const client = open();
      const exchange = await taken;
      client.abort();
      expect(await exchange.closed).toBeTypeOf("number"); // CANCEL, or in Envoy 1.36 NO_ERROR
    });
  });

  describe("timers", () => {
    test("resume a stream later", async () => {
      expect(await ask("/timer")).toMatchObject({ answer: "later" });
    });

    test("and the plugin's own tick go side by side", async () => {
      const mark = envoy.logs.length;
      expect(await ask("/park")).toMatchObject({ status: 200 });
      await envoy.logs.waitFor("tick", { from: mark });
      expect(await ask("/timer")).toMatchObject({ answer: "later" });
      await envoy.logs.waitFor("tick", { from: envoy.logs.length });
    });
  });

  /** What the probe logged, without what Envoy puts before it. */
  function probeLines(from: number): string[] {
    return envoy.logs
      .lines(from)
      .flatMap((line) => /wasm log(?: \S+)*: (.*)$/.exec(line)?.[1] ?? [])
      .filter((line) => line !== "tick");
  }
});

interface HttpServer {
  readonly url: string;
  stop(): Promise<void>;
}

async function startHttp(listener: RequestListener): Promise<HttpServer> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
