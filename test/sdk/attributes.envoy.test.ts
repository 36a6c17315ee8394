import { once } from "node:events";
import { type IncomingMessage, request as requestPlain } from "node:http";
import { connect } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEnvoy, startEnvoy } from "../../envoy/index.ts";
import { envoyVersions } from "../support/engines.ts";
import { availability, newer, type Phase, phases, phasesIn } from "./support/attribute-phases.ts";
import { attributeProxy, client, proxy, server } from "./support/attribute-proxy.ts";
import { type RunningUpstreams, startUpstreams } from "./support/attribute-upstreams.ts";
import { buildProbe } from "./support/build-probe.ts";
import { requestOverMutualTls } from "./support/mutual-tls-request.ts";

/** What the metadata of `attribute-proxy.ts` reads as. */
function valuesOf(team: string) {
  const all = `{a.b:'dotted' limits:{burst:2.5} nothing:null open:true team:'${team}' zones:['a' 'b']}`;
  return { team, burst: "2.5", open: "true", zone: "b", dotted: "dotted", nothing: "false", all };
}

const noValues = {
  team: "null",
  burst: "-1.0",
  open: "false",
  zone: "null",
  dotted: "null",
  nothing: "false",
  all: "missing",
};

describe.each(envoyVersions)("attributes in Envoy %s", (version) => {
  const hasNewer = version !== "1.36";
  let upstreams: RunningUpstreams;
  let envoy: RunningEnvoy;

  beforeAll(async () => {
    upstreams = await startUpstreams();
    const { path } = await buildProbe("attributes");
    envoy = await startEnvoy({ version, bootstrap: attributeProxy(path, upstreams) });
  });

  afterAll(async () => {
    await envoy?.stop();
    upstreams?.stop();
  });

  /** What a plugin saw in its phases since a mark in the log, by phase. */
  async function seenBy(plugin: string, from: number): Promise<Record<string, Phase>> {
    await envoy.logs.waitFor(new RegExp(`wasm log ${plugin} .*known delete`), { from });
    return phasesIn(envoy.logs.lines(from), plugin);
  }

  /** One attribute in the phases of a stream. */
  function course(seen: Record<string, Phase>, name: string) {
    return phases.map((phase) => seen[phase]?.values[name]);
  }

  describe("of a request over mutual TLS", () => {
    let seen: Record<string, Phase>;
    let log: Record<string, string | number>;
    let logged: Record<string, string | number>;
    let clientPort: number | undefined;
    let headers: IncomingMessage["headers"];

    beforeAll(async () => {
      const mark = envoy.logs.length;
      const sent = await requestOverMutualTls(envoy.url);
      clientPort = sent.clientPort;
      headers = sent.response.headers;
      seen = await seenBy("http", mark);
      log = seen["log"]?.values ?? {};
      logged = JSON.parse(await envoy.accessLog.waitFor(/\{.*\}/));
    });

    test("are there in their phases", () => {
      const expected = [...availability, ...newer.map(([names, when]) => [names, hasNewer ? when : []] as const)];
      for (const [names, when] of expected) {
        for (const name of names.split(" ")) {
          const there = phases.filter((phase) => seen[phase]?.known[name] === 0);
          expect({ [name]: there }).toEqual({ [name]: when });
        }
      }
    });

    test("say what the request was", () => {
      expect(log).toMatchObject({
        "request.id": logged["id"],
        "request.protocol": "HTTP/1.1",
        "request.path": "/cart?item=1",
        "request.url_path": "/cart",
        "request.query": "item=1",
        "request.host": "shop.example.com",
        "request.scheme": "https",
        "request.method": "POST",
        "request.useragent": "probe/1",
        "request.referer": "http://there/",
        "request.headers": "a,b",
        "request.headers.entry": "a,b",
        "request.size": 5,
      });
      expect(log["request.id"]).toMatch(/^[\da-f-]{36}$/);
      expect(course(seen, "request.path")).toEqual(
        phases.map((phase) => (/requestH|log/.test(phase) ? "/cart?item=1" : "")),
      );
      expect(log["request.headers.length"]).toBeGreaterThan(9);
      if (hasNewer) expect(log["request.total_size"]).toBe(5 + Number(log["request.headers_bytes"]));
      expect(log["request.total_size"]).toBeGreaterThan(100);
    });

    test("have times in nanoseconds", () => {
      const line = envoy.logs.lines().find((text) => text.includes("seen log")) ?? "";
      // Beyond what a number of JavaScript holds
      expect(/"request.time":(\d+)/.exec(line)?.[1]).toBe(logged["start"]);
      expect(Math.floor(Number(log["request.duration"]) / 1e6)).toBe(logged["duration"]);
      expect(log["response.backend_latency"]).toBe(logged["backend"]);
      expect(log["upstream.cx_pool_ready_duration"]).toBeGreaterThan(0);
      expect(Number(log["upstream.cx_pool_ready_duration"])).toBeLessThan(Number(log["request.duration"]));
    });

    test("say what the response was", () => {
      expect(headers["set-cookie"]).toEqual(["a=1", "b=2"]);
      expect(log).toMatchObject({
        "response.code": 200,
        "response.code_details": "via_upstream",
        "response.flags": 0,
        "response.grpc_status": 5,
        "response.headers": "a=1,b=2",
        "response.headers.entry": "a=1,b=2",
        "response.trailers": "42",
        "response.trailers.entry": "42",
        "response.trailers.length": 1,
        "response.size": logged["sent"],
      });
      // Where Envoy does not see the headers, it makes the gRPC status of the HTTP status
      expect(course(seen, "response.grpc_status")).toEqual([0, 0, 5, 2, 2, 5, 2, 2]);
      expect(log["response.total_size"]).toBeGreaterThan(100);
      if (hasNewer) expect(log["response.headers_bytes"]).toBeGreaterThan(100);
    });

    test("say what the connection is", () => {
      const { port } = new URL(envoy.url);
      const expected = {
        "source.address": `127.0.0.1:${clientPort}`,
        "source.port": clientPort,
        "destination.address": `127.0.0.1:${port}`,
        "destination.port": Number(port),
        "connection.id": logged["connection"],
        "connection.mtls": 1,
        "connection.tls_version": "TLSv1.3",
        "connection.requested_server_name": "shop.example.com",
        "connection.subject_peer_certificate": "CN=cart,O=shop",
        "connection.dns_san_peer_certificate": "cart.example.com",
        "connection.uri_san_peer_certificate": "spiffe://example.com/ns/shop/sa/cart",
        "connection.sha256_peer_certificate_digest": client.digest,
        "connection.peer_certificate": hasNewer ? client.certificate : "",
        "connection.subject_local_certificate": "CN=proxy,O=mesh",
        "connection.dns_san_local_certificate": "shop.example.com",
        "connection.uri_san_local_certificate": "spiffe://example.com/ns/mesh/sa/proxy",
        "connection.transport_failure_reason": "",
        "connection.termination_details": "",
      };
      for (const phase of phases) expect(seen[phase]?.values, phase).toMatchObject(expected);
    });

    test("say what the upstream is", () => {
      expect(log).toMatchObject({
        "upstream.address": `127.0.0.1:${upstreams.https}`,
        "upstream.port": upstreams.https,
        "upstream.local_address": `127.0.0.1:${upstreams.clientPort()}`,
        "upstream.locality": "mars/south/crater",
        "upstream.num_endpoints": 1,
        "upstream.request_attempt_count": logged["attempts"],
        "upstream.transport_failure_reason": "",
        "upstream.tls_version": "TLSv1.2",
        "upstream.subject_peer_certificate": "CN=stock,O=shop",
        "upstream.dns_san_peer_certificate": "stock.example.com",
        "upstream.uri_san_peer_certificate": "spiffe://example.com/ns/shop/sa/stock",
        "upstream.sha256_peer_certificate_digest": server.digest,
        "upstream.peer_certificate": hasNewer ? server.certificate : "",
        "upstream.subject_local_certificate": "CN=cart,O=shop",
        "upstream.dns_san_local_certificate": "cart.example.com",
        "upstream.uri_san_local_certificate": "spiffe://example.com/ns/shop/sa/cart",
      });
      expect(course(seen, "upstream.request_attempt_count")).toEqual([0, 1, 1, 1, 1, 1, 1, 1]);
    });

    const node = {
      "xds.node.id": "node-7",
      "xds.node.cluster": "mesh-7",
      "xds.node.user_agent_name": "envoy",
      "xds.node.locality": "earth/north/tree",
      "xds.node.metadata.team": "node",
      "xds.node.metadata.rank": "3.0",
      "xds.node.metadata.canary": "true",
      "xds.node.metadata": "{canary:true labels:{app.team:'node'} rank:3.0}",
    };

    test("say what of the configuration is in effect", () => {
      const expected = {
        ...node,
        "xds.cluster_name": "stock",
        "xds.route_name": "to-stock",
        "xds.virtual_host_name": "host-7",
        "xds.filter_chain_name": "chain-7",
        "xds.listener_direction": 1,
        plugin_name: "http",
        plugin_root_id: "attributes",
        plugin_vm_id: "vm-7",
      };
      for (const phase of phases) expect(seen[phase]?.values, phase).toMatchObject(expected);
    });

    test("say in onConfigure only what node and plugin are", async () => {
      const line = await envoy.logs.waitFor(/wasm log attributes vm-7: seen configure/);
      const values = JSON.parse(line.slice(line.indexOf("{")));
      expect(values).toMatchObject({
        ...node,
        plugin_name: "http",
        plugin_root_id: "attributes",
        plugin_vm_id: "vm-7",
      });
      expect(values).toMatchObject({
        "request.path": "",
        "xds.listener_direction": 0,
        "xds.listener_metadata": "missing",
      });
    });

    test.each([
      ["metadata", "dynamic", 0],
      ["xds.listener_metadata", "listener", 0],
      ["xds.route_metadata", "route", 0],
      ["xds.virtual_host_metadata", "host", 0],
      ["xds.cluster_metadata", "cluster", 0],
      ["xds.upstream_host_metadata", "endpoint", 1],
      ["xds.upstream_host_locality_metadata", "locality", 1],
    ])("have values of metadata: %s", (name, team, since) => {
      for (const [index, phase] of phases.entries()) {
        const expected = index < since ? noValues : valuesOf(team);
        const { all, ...values } = expected;
        const named = Object.fromEntries(Object.entries(values).map(([key, value]) => [`${name}.${key}`, value]));
        expect(seen[phase]?.values, phase).toMatchObject({ ...named, [name]: all });
      }
    });

    test("have filter state", () => {
      expect(log).toMatchObject({
        "filter_state.mine": "myself",
        "filter_state.string": "shared",
        "filter_state.ip": "10.0.0.1",
        "filter_state.port": 8080,
        "upstream_filter_state.mine": "null",
        "upstream_filter_state.string": "shared",
        "upstream_filter_state.ip": "10.0.0.1",
        "upstream_filter_state.port": 8080,
      });
      expect(course(seen, "upstream_filter_state.port")).toEqual([-1, -1, 8080, 8080, 8080, 8080, 8080, 8080]);
    });
  });

  test.each([
    [
      "closed",
      1 << 5,
      503,
      /connection.refused/i,
      { "upstream.request_attempt_count": 1, "xds.cluster_name": "closed" },
    ],
    ["untrusted", 1 << 5, 503, /CERTIFICATE_VERIFY_FAILED/, { "upstream.request_attempt_count": 1 }],
    ["missing", 1 << 24, 503, /^$/, { "response.code_details": "cluster_not_found", "xds.cluster_name": "" }],
    [
      "none",
      1 << 8,
      404,
      /^$/,
      { "response.code_details": "route_not_found", "xds.route_name": "", "upstream.address": "" },
    ],
  ])("say why a request failed: %s", async (path, flags, code, reason, more) => {
    const mark = envoy.logs.length;
    const sent = requestPlain(`${envoy.urls["plain"]}/${path}`, { agent: false }).end();
    const [response]: IncomingMessage[] = await once(sent, "response");
    response?.resume();
    const { log } = await seenBy("plain", mark);
    expect(log?.values).toMatchObject({ "response.code": code, "response.flags": flags, ...more });
    expect(log?.values["upstream.transport_failure_reason"]).toMatch(reason);
    expect(log?.values).toMatchObject({
      "connection.mtls": 0,
      "connection.tls_version": "",
      "xds.upstream_host_metadata": "missing",
    });
  });

  /** A TLS connection to the TCP listener. */
  function connectTcp(listener: string, options: { key?: string; cert?: string }): TLSSocket {
    const { port } = new URL(envoy.urls[listener] ?? "");
    return connectTls({
      host: "127.0.0.1",
      port: Number(port),
      ca: proxy.certificate,
      servername: "shop.example.com",
      ...options,
    });
  }

  test("of a TCP connection", async () => {
    const mark = envoy.logs.length;
    const socket = connectTcp("tcp", { key: client.key, cert: client.certificate });
    socket.write("hello");
    await once(socket, "data");
    const { localPort } = socket;
    socket.end();
    const seen = await seenBy("tcp", mark);
    expect(Object.keys(seen)).toEqual([
      "newConnection",
      "downstreamData",
      "upstreamData",
      "downstreamClose",
      "log",
      "delete",
    ]);
    expect(seen["newConnection"]?.values).toMatchObject({
      "xds.listener_metadata.team": "tcp",
      "xds.cluster_name": "",
    });
    for (const phase of ["downstreamData", "upstreamData", "downstreamClose", "log", "delete"]) {
      expect(seen[phase]?.values, phase).toMatchObject({
        "source.port": localPort,
        "connection.mtls": 1,
        "connection.tls_version": "TLSv1.3",
        "connection.uri_san_peer_certificate": "spiffe://example.com/ns/shop/sa/cart",
        "xds.cluster_name": "tcp",
        "xds.listener_direction": 2,
        "xds.filter_chain_name": "tcp",
        "xds.listener_metadata.team": "tcp",
        "xds.listener_metadata.burst": "2.5",
        "xds.node.id": "node-7",
        "request.path": "",
        plugin_name: "tcp",
      });
    }
    expect(seen["upstreamData"]?.values).toMatchObject({
      "upstream.address": `127.0.0.1:${upstreams.tcp}`,
      "upstream.local_address": expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      "upstream.num_endpoints": 1,
    });
  });

  test("of TLS are not there in onNewConnection, and a version read there stays wrong", async () => {
    const mark = envoy.logs.length;
    const socket = connectTcp("early", { key: client.key, cert: client.certificate });
    socket.end("hello");
    const { newConnection, downstreamData } = await seenBy("early", mark);
    expect(socket.getProtocol()).toBe("TLSv1.3");
    expect(newConnection?.values).toMatchObject({
      "connection.mtls": 0,
      "connection.tls_version": "TLSv1.2",
      "connection.subject_peer_certificate": "",
    });
    expect(downstreamData?.values).toMatchObject({
      "connection.mtls": 1,
      "connection.tls_version": "TLSv1.2",
      "connection.subject_peer_certificate": "CN=cart,O=shop",
    });
  });

  test("say why TLS with a client failed", async () => {
    const mark = envoy.logs.length;
    const socket = connectTcp("tcp", {}).on("error", () => {});
    socket.resume();
    const { log } = await seenBy("tcp", mark);
    // Envoy 1.36 finds out too late for plugins
    const reason = hasNewer ? /PEER_DID_NOT_RETURN_A_CERTIFICATE/ : /^$/;
    expect(log?.values["connection.transport_failure_reason"]).toMatch(reason);
    expect(log?.values).toMatchObject({ "connection.mtls": 0, "connection.subject_peer_certificate": "" });
  });

  test("say why Envoy closed a connection", async () => {
    const mark = envoy.logs.length;
    const { port } = new URL(envoy.urls["refusing"] ?? "");
    connect(Number(port), "127.0.0.1")
      .on("error", () => {})
      .write("hello");
    const { log } = await seenBy("refusing", mark);
    expect(log?.values["connection.termination_details"]).toBe("rbac_access_denied_matched_policy[all]");
  });
});
