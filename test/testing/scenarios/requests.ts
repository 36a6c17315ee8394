import type { Exchange } from "../../../testing/index.ts";
import { observe } from "../support/observe.ts";
import type { Scenario } from "../support/scenario.ts";

const fields = { "x-in": ["a", "b"], "x-old": "old", "x-gone": "gone", "x-empty": "" };

/** What becomes of a response, where the rest depends on which end is the first to notice. */
function outcome({ response, details }: Exchange) {
  return { status: response.status, reset: response.reset, text: response.text(), details };
}

/** Headers, bodies and trailers, as clients and upstreams send them. */
export const requestScenarios: Scenario[] = [
  {
    name: "headers, body and trailers of both sides, changed by the filter",
    async run(load) {
      await using filter = await load("headers", {
        upstream: { headers: fields, body: ["response ", "body"], trailers: fields },
      });
      const request = { path: "/change", headers: fields, body: ["request ", "body"], trailers: fields };
      return [observe(await filter.request(request)), observe(await filter.request("/pairs"))];
    },
  },
  {
    name: "bytes that are no UTF-8, empty values, many values",
    async run(load) {
      await using filter = await load("headers", {
        upstream: (request) => ({ headers: [["x-bytes", request.headers.bytes("x-bytes") ?? ""]], body: request.body }),
      });
      const bytes = new Uint8Array([0x66, 0xfc, 0xff, 0x6e]);
      const many = Array.from({ length: 80 }, (_, index) => `value ${index}`);
      const exchange = await filter.request({
        path: "/none",
        headers: { "x-bytes": bytes, "x-empty": "", "x-many": many, "x-text": "Grüße" },
        body: bytes,
      });
      return [observe(exchange), [...(exchange.response.headers.bytes("x-bytes") ?? [])], [...exchange.response.body]];
    },
  },
  {
    name: "paths over HTTP/2 with bytes that no path may have, over which Envoy breaks the connection off",
    async run(load) {
      await using filter = await load("headers");
      const seen = [];
      for (const path of ["/a b", "/a\tb", "/a\u007f", "/ü"]) seen.push(observe(await filter.request(path)));
      return seen;
    },
  },
  {
    name: "HTTP/1.1: framing of bodies, and trailers that are dropped",
    async run(load) {
      await using filter = await load("bodies", { upstream: (request) => ({ body: [`<${request.text()}>`] }) });
      const of = async (options: object) => observe(await filter.request({ protocol: "HTTP/1.1", ...options }));
      return [
        await of({ path: "/none" }),
        await of({ path: "/none", method: "HEAD" }),
        await of({ path: "/request/append", body: ["one ", "two"] }),
        await of({ path: "/none", body: "whole" }),
        await of({ path: "/none", body: ["x"], trailers: { "x-end": "1" } }),
      ];
    },
  },
  {
    name: "a body that comes piece by piece, while the upstream answers",
    async run(load) {
      await using filter = await load("bodies", {
        upstream: {
          async stream(call) {
            for await (const chunk of call.chunks) call.write(`[${new TextDecoder().decode(chunk)}]`);
            call.end({ "x-end": "1" });
          },
        },
      });
      async function* body() {
        yield "one";
        await filter.until(() => filter.upstreamRequests[0]?.text() === "one");
        yield "two";
      }
      return observe(await filter.request({ path: "/none", body: body() }));
    },
  },
  {
    name: "a body that takes its time, and one that waits for what takes time in the proxy",
    async run(load) {
      await using filter = await load("bodies", {
        upstream: ({ path }) => ({ body: path, delay: path === "/late" ? 30 : 0 }),
      });
      async function* slow() {
        yield "a";
        await new Promise((resolve) => setTimeout(resolve, 20));
        yield "b";
      }
      async function* waiting() {
        yield (await filter.request("/late")).response.text();
        await filter.until(() => filter.upstreamRequests.length === 3);
        yield " and more";
      }
      const first = await filter.request({ path: "/none", body: slow() });
      const second = await filter.request({ path: "/none", body: waiting() });
      return [first, second].map((exchange) => [observe(exchange), exchange.upstream.text()]);
    },
  },
  {
    name: "clients that go away: while the upstream takes its time, amid their own body, and before the request",
    async run(load) {
      const controller = new AbortController();
      await using filter = await load("headers", {
        upstream() {
          controller.abort();
          return { status: 200, delay: 100 };
        },
      });
      const amid = new AbortController();
      async function* body() {
        yield "a";
        await filter.until(() => filter.upstreamRequests.length === 2);
        amid.abort();
        yield "b";
      }
      return [
        observe(await filter.request({ path: "/none", signal: controller.signal })),
        observe(await filter.request({ path: "/none", body: body(), signal: amid.signal })),
        await filter.request({ path: "/none", signal: controller.signal }).then(observe, String),
      ];
    },
  },
  {
    name: "bodies that the filter changes under a length that stays as it was",
    async run(load) {
      await using filter = await load("bodies", { upstream: { body: "response body" } });
      const seen = [];
      for (const how of ["replace", "prepend", "append"]) {
        seen.push(outcome(await filter.request(`/response/${how}`)));
        seen.push(outcome(await filter.request({ path: `/request/${how}`, body: "request body" })));
      }
      for (const how of ["prepend", "append"]) {
        seen.push(outcome(await filter.request({ path: `/response/${how}`, protocol: "HTTP/1.1" })));
      }
      return seen;
    },
  },
  {
    name: "a response over HTTP/1.1 whose upstream has trailers",
    async run(load) {
      await using filter = await load("headers", { upstream: { body: "news", trailers: { "x-checksum": "17" } } });
      const seen = [];
      for (let times = 0; times < 10; times++) {
        seen.push(observe(await filter.request({ path: "/none", protocol: "HTTP/1.1" })));
      }
      return seen;
    },
  },
  {
    name: "bodies that the filter holds, replaces and drops",
    async run(load) {
      await using filter = await load("bodies", { upstream: { body: ["response ", "body"] } });
      const seen = [];
      for (const side of ["request", "response"]) {
        for (const how of ["replace", "prepend", "append", "watermark", "drop"]) {
          seen.push(observe(await filter.request({ path: `/${side}/${how}`, body: ["request ", "body"] })));
        }
      }
      return seen;
    },
  },
  {
    name: "routes by path and header, direct responses, an unreachable and an unknown cluster",
    async run(load) {
      await using filter = await load("headers", {
        clusters: { v2: { status: 202, json: { version: 2 } }, gone: { unreachable: true } },
        routes: [
          { match: { headers: [{ name: "x-beta", exact: "1" }] }, route: { cluster: "v2" } },
          { match: { prefix: "/gone" }, route: { cluster: "gone" } },
          { match: { path: "/direct" }, directResponse: { status: 418, body: "short" } },
          { match: { prefix: "/main" }, route: { cluster: "upstream" } },
        ],
      });
      const beta = await filter.request({ path: "/main", headers: { "x-beta": "1" } });
      const seen = [observe(beta), beta.response.json()];
      for (const path of ["/main", "/gone", "/direct", "/nowhere"]) seen.push(observe(await filter.request(path)));
      return seen;
    },
  },
  {
    name: "an upstream that resets at once, and one that resets amid its answer",
    async run(load) {
      await using filter = await load("headers", { upstream: { reset: true } });
      const first = observe(await filter.request());
      filter.upstream = { status: 200, headers: { "content-length": "9" }, body: ["part"], reset: true };
      return [first, observe(await filter.request())];
    },
  },
  {
    name: "several requests at the same time, each with its own upstream request",
    async run(load) {
      await using filter = await load("headers", {
        upstream: (request) => ({ body: `answer to ${request.path}`, delay: request.path === "/0" ? 40 : 0 }),
      });
      const all = await Promise.all(Array.from({ length: 5 }, (_, index) => filter.request(`/${index}`)));
      return all.map(({ response, upstreams }) => [response.text(), upstreams.map(({ path }) => path)]);
    },
  },
];
