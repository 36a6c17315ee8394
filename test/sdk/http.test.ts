import { generateKeyPairSync, sign } from "node:crypto";
import { once } from "node:events";
import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { connect } from "node:http2";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type EchoUpstream, type RunningEnvoy, startEcho, startEnvoy } from "../../envoy/index.ts";
import { buildProbe } from "./support/build-probe.ts";

let upstream: EchoUpstream;
let envoy: RunningEnvoy;
let mark: number;

beforeAll(async () => {
  const { path } = await buildProbe("http");
  upstream = await startEcho({ headers: { "set-cookie": ["a=1", "b=2"] } });
  envoy = await startEnvoy({
    plugins: [{ module: path, name: "probe", rootId: "http" }],
    clusters: [{ name: "shop", url: upstream.url }],
    node: { id: "node-7", cluster: "mesh-7" },
  });
});

afterAll(async () => {
  await envoy?.stop();
  await upstream?.stop();
});

beforeEach(() => {
  mark = envoy.logs.length;
  upstream.requests.length = 0;
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** Sends a request as it is, also what `fetch` would change. */
function send(path: string, headers: OutgoingHttpHeaders = {}, body?: string): Promise<Answer> {
  const { hostname, port } = new URL(envoy.url);
  const method = body === undefined ? "GET" : "POST";
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

describe("headers", () => {
  test("are read and written", async () => {
    const { body } = await send("/headers", { "X-Twice": ["a", "b"], "x-empty": "", "x-number": "42" });
    expect(body.split("\n")).toEqual([
      'get "a" "" null',
      "all a|b 0",
      "has true false",
      "equals true false false",
      "integer 42 -1 -2",
      "status 1 2 2",
      "host true true",
      "set 0 0 1|2",
      "remove 0 false 0",
      "response 2 0 0",
      expect.stringMatching(/^entries \d+ true "1" -1$/),
      "first :authority true true",
    ]);
  });

  test("are bytes: what is no UTF-8 is kept, and reads as U+FFFD", async () => {
    const { body } = await send("/bytes", { "x-raw": "caf\xe9" });
    expect(body.split("\n").slice(0, 5)).toEqual(["636166e9", '"caf\ufffd"', "none", "0 0", "636166e9"]);
  });

  test("may be longer than the scratch memory", async () => {
    const { body } = await send("/bytes", { "x-long": "x".repeat(40_000) });
    expect(body.split("\n").at(-2)).toBe("40000");
    expect(body.split("\n").at(-1)).toMatch(/^80002 \d+$/);
  });

  test("read the same whether one was read or many, also after writes", async () => {
    const expected = '"1" "2" "3" "a0" "2" null "a1" "2" null "a2" "2"';
    for (let i = 0; i < 3; ++i) {
      expect((await send("/cache", { "x-a": "1", "x-b": "2", "x-c": "3" })).body).toBe(expected);
    }
  });

  test("that no header may be are refused with a status and a line in the log", async () => {
    const { body } = await send("/refused");
    expect(body).toBe("2 2 2 2 2 2 2 2 0 2 2 2 false true");
    await envoy.logs.waitFor("logged /refused", { from: mark });
    const lines = envoy.logs.lines(mark).filter((line) => /not written: invalid/.test(line));
    expect(lines).toHaveLength(10);
    expect(lines[0]).toContain('header "x-bad" not written: invalid value');
    expect(lines[2]).toContain('header "x bad" not written: invalid name');
  });

  test("are replaced as a whole", async () => {
    await send("/replace", { "x-kept": "yes" });
    const sent = upstream.requests[0];
    expect(sent?.path).toBe("/replace");
    expect(sent?.headers).toMatchObject({ "x-kept": "yes", "x-added": "1, 2", "x-nothing": "", "x-replaced": "0" });
  });

  test("method, path and authority are changed", async () => {
    await send("/pseudo");
    const sent = upstream.requests[0];
    expect(sent).toMatchObject({ method: "PUT", path: "/other?x=1" });
    expect(sent?.headers).toMatchObject({ "x-scheme": "http", "x-read": "PUT elsewhere/other?x=1", host: "elsewhere" });
  });

  test("of the response: all values, status, and no request any more", async () => {
    const answer = await send("/response");
    expect(answer.status).toBe(202);
    expect(answer.headers).toMatchObject({
      "x-cookies": "a=1|b=2",
      "x-status": "200",
      "x-request": "|2|0",
      "x-path": "/response",
    });
    expect(Number(answer.body)).toBeGreaterThan(100);
  });
});

describe("local replies", () => {
  test("have status, body and headers; the first one counts", async () => {
    const answer = await send("/reply");
    expect(answer).toMatchObject({ status: 403, body: "nö" });
    expect(answer.headers).toMatchObject({ "x-one": "1", "x-many": "a, b" });
    expect(upstream.requests).toEqual([]);
    await envoy.logs.waitFor("response of /reply", { from: mark });
    // The answer's own callbacks come after the callback that sent it has returned, never inside of it
    const lines = envoy.logs.lines(mark).flatMap((line) => /(replies \d \d|response of \S+)/.exec(line)?.[1] ?? []);
    expect(lines).toEqual(["replies 0 2", "response of /reply"]);
  });

  test("pass the filter's own response callback, and may come from it", async () => {
    expect((await send("/reply")).headers["x-path"]).toBe("/reply");
    const answer = await send("/replaced");
    expect(answer).toMatchObject({ status: 418, body: "teapot" });
    expect(answer.headers["x-tea"]).toBe("green");
    expect(await envoy.logs.waitFor("logged /replaced", { from: mark })).toContain("418 418 tea_time");
  });

  test("speak gRPC to a client that does", async () => {
    const answer = await send("/grpc", { "content-type": "application/grpc" });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ "grpc-status": "7", "grpc-message": "denied" });
    expect(await send("/grpc")).toMatchObject({ status: 403, body: "denied" });
  });
});

describe("streams", () => {
  test("are closed", async () => {
    await expect(send("/close")).rejects.toThrow();
  });

  test("end with a log entry that sees all and changes nothing", async () => {
    await send("/logged");
    const line = await envoy.logs.waitFor("logged /logged", { from: mark });
    expect(line).toContain("logged /logged 200 200 via_upstream late 2 2 true shop");
    expect(envoy.logs.lines(mark).filter((text) => text.includes("ENVOY_BUG"))).toEqual([]);
  });
});

describe("bodies", () => {
  test.each([
    ["/body/replace", "hello", "[hello]"],
    ["/body/replace", "é".repeat(100_000), `[${"é".repeat(100_000)}]`],
    ["/body/around", "hello", "<hello>"],
    ["/body/chunks", "hello", "chunk"],
    ["/body/empty", "hello", ""],
    ["/bodyless", "hello", "hello"],
  ])("%s", async (path, body, expected) => {
    const headers = { "transfer-encoding": "chunked" };
    expect((await send(path, headers, body)).status).toBe(200);
    expect(upstream.requests[0]?.body).toBe(expected);
  });

  test("parts of a body", async () => {
    await send("/body/around", { "transfer-encoding": "chunked" }, "hello");
    expect(await envoy.logs.waitFor("size 5", { from: mark })).toContain("size 5 7 3 <h");
  });

  test("trailers", async () => {
    // Envoy drops trailers of HTTP/1
    const client = connect(envoy.url);
    const stream = client.request({ ":method": "POST", ":path": "/trailers" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "x-sum": "42" }));
    stream.end("body").resume();
    await once(stream, "close");
    client.close();
    expect(await envoy.logs.waitFor("request trailer", { from: mark })).toContain('request trailer "42" 0 "43"');
  });
});

test("properties", async () => {
  const { body } = await send("/property", { "x-a.b": "dotted" });
  expect(body.split("\n")).toEqual([
    '"GET" "dotted" "dotted"',
    "null 1 true",
    "true -5 9",
    expect.stringMatching(/^-7 \d$/),
    "false true 9",
    expect.stringMatching(/^true -?\d+$/),
    '0 "välue" "välue"',
    "0 3 -1",
    "-1.0 null",
  ]);
});

test("attributes", async () => {
  const { body } = await send("/attributes?a=1", { "user-agent": "probe/1", referer: "http://there/" });
  expect(body.split("\n")).toEqual([
    "36 HTTP/1.1 /attributes?a=1 /attributes a=1 true",
    "http GET probe/1 http://there/ 0 true 0",
    "true true true true",
    'false "" "" 0',
    "node-7 mesh-7  http probe http",
  ]);
});

test("metrics", async () => {
  const { body } = await send("/metrics");
  expect(body).toBe("0 0 2 0 0 0 0 0 5 7 2 0");
  const stats = await envoy.admin.stats("wasmcustom.probe");
  expect(stats).toMatchObject({
    "wasmcustom.probe_counter": 5,
    "wasmcustom.probe_gauge": 7,
    "wasmcustom.probe_early": 2,
    "wasmcustom.probe_tagged.subset=v1_2.zone=a": 1,
  });
  let histograms = await envoy.admin.histograms("wasmcustom.probe");
  // A busy worker hands its values in late.
  while (!histograms["wasmcustom.probe_histogram"]) histograms = await envoy.admin.histograms("wasmcustom.probe");
  expect(histograms["wasmcustom.probe_histogram"].samples).toBe(1);
});

test("random numbers and clocks", async () => {
  expect((await send("/random")).body).toBe("70000 true true true true true");
});

test("the log level", async () => {
  expect((await send("/level")).body).toBe("false true");
});

test("foreign functions", async () => {
  expect((await send("/foreign")).body).toBe("0 true 1000 1 0 3");
});

test.each([
  ["RSA", generateKeyPairSync("rsa", { modulusLength: 2048 })],
  ["ECDSA", generateKeyPairSync("ec", { namedCurve: "P-256" })],
])("signatures: %s", async (_, { publicKey, privateKey }) => {
  const headers = {
    "x-key": publicKey.export({ type: "spki", format: "der" }).toString("hex"),
    "x-pem": Buffer.from(publicKey.export({ type: "spki", format: "pem" })).toString("hex"),
    "x-signature": sign("sha256", Buffer.from("signed text"), privateKey).toString("hex"),
  };
  expect((await send("/verify", headers)).body).toBe("true  false true true false 0");
});
