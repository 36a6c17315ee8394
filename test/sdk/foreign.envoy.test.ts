import { generateKeyPairSync, type KeyObject, sign, verify } from "node:crypto";
import { once } from "node:events";
import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, connect, createServer, type Server } from "node:net";
import type { TLSSocket } from "node:tls";
import { deflateSync, gzipSync, inflateSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type EchoUpstream, type RunningEnvoy, startEcho, startEnvoy } from "../../envoy/index.ts";
import { envoyVersions } from "../support/engines.ts";
import { buildProbe } from "./support/build-probe.ts";
import { makeCertificate } from "./support/certificate.ts";
import { foreignProxy } from "./support/foreign-proxy.ts";
import { runProbe } from "./support/run-probe.ts";

const certificate = makeCertificate({ commonName: "tls", organization: "shop", dns: ["chosen.example.com"], uri: [] });

/** What was asked, and how it was answered. */
interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
  text: string;
}

describe.each(envoyVersions)("foreign functions in Envoy %s", (version) => {
  const canSign = version !== "1.36";
  const actsOnStream = version !== "1.36";
  let v1: EchoUpstream;
  let v2: EchoUpstream;
  let https: Server;
  let a: Server;
  let b: Server;
  let envoy: RunningEnvoy;
  let mark: number;
  let askedName: TLSSocket["servername"];

  beforeAll(async () => {
    v1 = await startEcho({ name: "v1" });
    v2 = await startEcho({ name: "v2" });
    https = createHttps({ key: certificate.key, cert: certificate.certificate }, (incoming, response) => {
      askedName = (incoming.socket as TLSSocket).servername;
      response.end("over TLS");
    });
    a = createServer((socket) => socket.on("error", () => {}).end("a"));
    b = createServer((socket) => socket.on("error", () => {}).end("b"));
    for (const one of [https, a, b]) await once(one.listen(0, "127.0.0.1"), "listening");
    const { path } = await buildProbe("foreign");
    const upstreams = { v1: v1.url, v2: v2.url, https: portOf(https), certificate, a: portOf(a), b: portOf(b) };
    envoy = await startEnvoy({ version, bootstrap: foreignProxy(path, upstreams) });
  });

  afterAll(async () => {
    await envoy?.stop();
    for (const one of [https, a, b]) one?.close();
    await v1?.stop();
    await v2?.stop();
  });

  beforeEach(() => {
    mark = envoy.logs.length;
  });

  async function ask(
    path: string,
    headers: OutgoingHttpHeaders = {},
    body?: Uint8Array,
    agent?: Agent,
  ): Promise<Answer> {
    const method = body === undefined ? "GET" : "POST";
    const sent = request(envoy.url + path, { method, headers, agent: agent ?? false }).end(body);
    const [response]: IncomingMessage[] = await once(sent, "response");
    const chunks: Buffer[] = [];
    for await (const chunk of response as IncomingMessage) chunks.push(chunk);
    const answer = Buffer.concat(chunks);
    return {
      status: response?.statusCode ?? 0,
      headers: response?.headers ?? {},
      body: answer,
      text: answer.toString(),
    };
  }

  describe("compress and uncompress", () => {
    test.each([
      ["nothing", Buffer.alloc(0)],
      ["text", Buffer.from("hello hello hello")],
      ["much", Buffer.alloc(500_000, "mesh ")],
      ["bytes", Buffer.from([0, 255])],
    ])("%s, as zlib does", async (_, text) => {
      const compressed = await ask("/compress", {}, text);
      expect(compressed.status).toBe(200);
      expect(inflateSync(compressed.body).equals(text)).toBe(true);
      for (const bytes of [compressed.body, deflateSync(text, { level: 9 })]) {
        const answer = await ask("/uncompress", {}, bytes);
        expect(answer.status).toBe(200);
        expect(answer.body.equals(text)).toBe(true);
      }
    });

    test.each([
      ["nothing", Buffer.alloc(0)],
      ["text", Buffer.from("no zlib")],
      ["gzip", gzipSync("hello")],
      ["a part", deflateSync("hello hello hello").subarray(0, -5)],
      ["a wrong checksum", Buffer.concat([deflateSync("hello").subarray(0, -1), Buffer.from([9])])],
    ])("refuse %s", async (_, bytes) => {
      expect(await ask("/uncompress", {}, bytes)).toMatchObject({ status: 503, text: "" });
    });
  });

  describe("expressions", () => {
    test.each([
      ["request.headers['x-a'] + '!'", "string", "0 0 b! false 0 1"],
      ["request.path == '/expression'", "bool", "0 0 true true 0 1"],
      ["request.method in ['PUT', 'POST']", "bool", "0 0 false false 0 1"],
      ["size(request.headers['x-a']) + 41", "integer", "0 0 42 false 0 1"],
      ["destination.port > 0 && connection.mtls == false", "bool", "0 0 true true 0 1"],
      ["1.5 * 2.0", "double", "0 0 3.0 false 0 1"],
      ["duration('1.5s')", "integer", "0 0 1500000000 false 0 1"],
      ["has(request.headers.none)", "bool", "0 0 false false 0 1"],
      ["xds.node.id + plugin_name", "string", "0 0 mesh-wasmforeign false 0 1"],
      ["'2026'.matches('^[0-9]+$')", "bool", "0 0 true true 0 1"],
      // Not there, so an error; null, which cannot be handed over; no CEL
      ["request.headers['none'] == 'a'", "bool", "0 10 false false 0 1"],
      ["nobody.knows == 1", "bool", "0 10 false false 0 1"],
      ["null", "string", "0 3 none false 0 1"],
      ["request.method ==", "bool", "2 2 false false 2 2"],
      ["", "string", "2 2 none false 2 2"],
    ])("%s", async (expression, type, expected) => {
      const { text } = await ask("/expression", { "x-expression": expression, "x-type": type, "x-a": "b" });
      expect(text).toBe(expected);
    });

    test("are compiled with the plugin", async () => {
      expect((await ask("/field")).text).toBe("0 true");
      expect((await ask("/field", {}, Buffer.from("x"))).text).toBe("0 false");
    });

    test("see the response in onLog", async () => {
      await ask("/continue", { "x-key": "envoy.network.upstream_server_name", "x-value": "chosen.example.com" });
      expect(await envoy.logs.waitFor("logged", { from: mark })).toContain("logged true");
    });
  });

  describe("sign and verify_signature", () => {
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });

    function der(key: KeyObject): string {
      const type = key.type === "private" ? "pkcs8" : "spki";
      return (key.export({ type, format: "der" } as never) as unknown as Buffer).toString("hex");
    }

    function pem(key: KeyObject): string {
      const type = key.type === "private" ? "pkcs8" : "spki";
      return Buffer.from(key.export({ type, format: "pem" } as never) as string).toString("hex");
    }

    const signedText = Buffer.from("signed text");

    test.each([
      ["RSA", "sha256", rsa],
      ["RSA", "sha512", rsa],
      ["ECDSA", "sha256", ec],
      ["ECDSA", "sha1", ec],
    ])("sign with %s, %s", async (_, hash, { privateKey, publicKey }) => {
      for (const key of [{ "x-der": der(privateKey) }, { "x-pem": pem(privateKey) }]) {
        const { text } = await ask("/sign", { "x-hash": hash, ...key });
        const [, signature = ""] = /^0 true ([\da-f]+) $/.exec(text) ?? [];
        if (canSign) expect(verify(hash, signedText, publicKey, Buffer.from(signature, "hex"))).toBe(true);
        else expect(text).toBe("1 false  ");
      }
    });

    const wrongPem = Buffer.from("no PEM").toString("hex");
    const noPrivateKey = "0 false  Invalid key type: private key required for signing operation.";

    test.each([
      ["no key", {}, "sha256", "2 false  "],
      ["a wrong DER", { "x-der": "3000" }, "sha256", noPrivateKey],
      ["a wrong PEM", { "x-pem": wrongPem }, "sha256", noPrivateKey],
      ["a public key", { "x-der": der(rsa.publicKey) }, "sha256", noPrivateKey],
      ["a wrong hash", { "x-der": der(rsa.privateKey) }, "md5", "0 false  md5 is not supported."],
    ])("do not sign with %s", async (_, key, hash, expected) => {
      expect((await ask("/sign", { "x-hash": hash, ...key })).text).toBe(canSign ? expected : "1 false  ");
    });

    const signature = sign("sha256", signedText, rsa.privateKey);
    const noKey = /^0 false Failed to initialize digest verify/;

    test.each([
      ["a right one", { "x-der": der(rsa.publicKey) }, "sha256", signature, /^0 true $/],
      ["with PEM", { "x-pem": pem(rsa.publicKey) }, "sha256", signature, /^0 true $/],
      ["ECDSA", { "x-der": der(ec.publicKey) }, "sha256", sign("sha256", signedText, ec.privateKey), /^0 true $/],
      [
        "ECDSA with PEM",
        { "x-pem": pem(ec.publicKey) },
        "sha384",
        sign("sha384", signedText, ec.privateKey),
        /^0 true $/,
      ],
      [
        "a wrong one",
        { "x-der": der(rsa.publicKey) },
        "sha256",
        Buffer.from("wrong"),
        /^0 false Failed to verify digest/,
      ],
      ["another key", { "x-der": der(ec.publicKey) }, "sha256", signature, /^0 false Failed to verify digest/],
      ["another hash", { "x-der": der(rsa.publicKey) }, "sha384", signature, /^0 false Failed to verify digest/],
      ["an unknown hash", { "x-der": der(rsa.publicKey) }, "md5", signature, /^0 false md5 is not supported/],
      // Envoy answers Ok for bad keys
      ["no DER", { "x-der": "3000" }, "sha256", signature, noKey],
      ["no PEM", { "x-pem": wrongPem }, "sha256", signature, noKey],
      ["no key", {}, "sha256", signature, canSign ? /^2 false $/ : noKey],
    ])("verify: %s", async (_, key, hash, signature, expected) => {
      const { text } = await ask("/verify", { "x-hash": hash, "x-signature": signature.toString("hex"), ...key });
      expect(text).toMatch(expected);
    });
  });

  describe("clear_route_cache", () => {
    test("chooses the route anew, by filter state", async () => {
      const before = await ask("/route", { "x-subset": "v2" });
      expect(before.headers["x-upstream"]).toBe("v1");
      const after = await ask("/route", { "x-subset": "v2", "x-clear": "1" });
      expect(after.headers["x-upstream"]).toBe("v2");
      const other = await ask("/route", { "x-subset": "v3", "x-clear": "1" });
      expect(other.headers["x-upstream"]).toBe("v1");
      expect(await envoy.logs.waitFor("cleared", { from: mark })).toContain("cleared 0");
    });

    test("is refused once the stream has ended: Envoy would take it for a fault of its own", async () => {
      await ask("/late-clear");
      await envoy.logs.waitFor("clear in delete", { from: mark });
      const lines = envoy.logs.lines(mark);
      expect(lines.flatMap((line) => /clear in \w+ \d+$/.exec(line)?.[0] ?? [])).toEqual([
        "clear in response 0",
        "clear in log 2",
        "clear in done 2",
        "clear in delete 2",
      ]);
      expect(lines.filter((line) => line.includes("envoy bug"))).toEqual([]);
    });
  });

  describe("set_envoy_filter_state", () => {
    test.each([
      ["envoy.string", "text for the log", 0, "0 text for the log"],
      ["envoy.string", "", 1, "0 "],
      ["envoy.string", "ünicode", 2, "0 ünicode"],
      ["envoy.network.upstream_server_name", "a.example.com", 0, "0 a.example.com"],
      ["envoy.network.ip", "10.0.0.1", 0, "0 10.0.0.1:0"],
      ["envoy.network.ip", "no address", 0, "2 null"],
      ["no.such.key", "x", 0, "1 null"],
    ])("%s = %s, span %i", async (key, value, span, expected) => {
      const headers = { "x-key": key, "x-value": Buffer.from(value).toString("latin1"), "x-span": span };
      expect((await ask("/state", headers)).text).toBe(expected);
    });

    test("keeps the span of a key: Envoy answers Ok for another, and logs a fault", async () => {
      expect((await ask("/spans")).text).toBe("0,0 first");
      expect(await envoy.logs.waitFor("envoy bug", { from: mark })).toContain("conflicting life_span");
    });

    test("is logged", async () => {
      await ask("/state", { "x-key": "envoy.string", "x-value": "for the log" });
      expect(await envoy.accessLog.waitFor("for the log")).toContain('"path":"/state"');
    });

    test("chooses the server name that the upstream is asked for", async () => {
      const headers = { "x-key": "envoy.network.upstream_server_name", "x-value": "chosen.example.com" };
      expect(await ask("/continue", headers)).toMatchObject({ status: 200, text: "over TLS" });
      expect(askedName).toBe("chosen.example.com");
    });

    test.each(["a", "b"])("chooses the cluster of a TCP connection: %s", async (name) => {
      const { port } = new URL(envoy.urls[`to-${name}`] ?? "");
      const [answer] = await once(connect(Number(port), "127.0.0.1"), "data");
      expect(String(answer)).toBe(name);
    });
  });

  test("in the answer of a call act on the stream, but for expressions", async () => {
    const answer = await ask("/called");
    // Envoy 1.36 acts on the plugin there, which has no filter state and no route
    const expected = actsOnStream ? /called 10 0 0 from a call$/ : /called 10 0 1 null$/;
    expect(await envoy.logs.waitFor("called", { from: mark })).toMatch(expected);
    expect(answer.headers["x-upstream"]).toBe(actsOnStream ? "v2" : "v1");
  });

  describe("declare_property", () => {
    test("answers once for each name, and on the plugin only", async () => {
      const line = envoy.logs.lines().find((text) => text.includes("declared"));
      expect(line).toMatch(/declared 0,2,0,0,0,1$/);
      expect((await ask("/late")).text).toBe("0");
    });

    test("keeps a property for the connection", async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      const message = "0a0e0a047465616d12061a0473686f70"; // Struct {team: "shop"}
      const first = await ask("/property", { "x-value": "ana", "x-message": message }, undefined, agent);
      expect(first.text).toBe("null null 0,0 0,2 first shop");
      const second = await ask("/property", { "x-message": message }, undefined, agent);
      expect(second.text).toBe("ana null 0,2 first shop");
      agent.destroy();
      const other = await ask("/property", { "x-message": message });
      expect(other.text).toBe("null null 0,2 first shop");
    });
  });
});

test.each([
  ["NotFound", 1],
  ["Unimplemented", 12],
])("a host without foreign functions answers %s", async (_, status) => {
  const probe = await runProbe(await buildProbe("foreign"), { proxy_call_foreign_function: () => status });
  probe.call("absent");
  const nothing = `${status} false  `;
  expect(probe.logs).toEqual([
    `info absent ${status}/0 ${status}/0 ${status} ${status} ${status} ${nothing} ${nothing} ${status} false  ${status} ${status} false ${status}`,
  ]);
});

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
