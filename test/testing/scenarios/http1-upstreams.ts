import type { FilterOptions } from "../../../testing/index.ts";
import { observe } from "../support/observe.ts";
import type { Scenario } from "../support/scenario.ts";

const clusterSettings: FilterOptions["clusterSettings"] = {
  upstream: { protocol: "HTTP/1.1" },
};
const fields = { "x-in": ["a", "b"], "x-old": "old", "x-gone": "gone", "x-empty": "" };

/** Upstreams that speak HTTP/1.1. */
export const http1UpstreamScenarios: Scenario[] = [
  {
    name: "an upstream over HTTP/1.1: headers and bodies of every length",
    async run(load) {
      await using filter = await load("headers", {
        clusterSettings,
        upstream: (request) => ({ headers: fields, ...(request.text() && { body: `<${request.text()}>` }) }),
      });
      const of = async (options: object) => observe(await filter.request(options));
      return [
        await of({ path: "/pairs" }),
        await of({ path: "/change", headers: fields, body: "a body" }),
        await of({ path: "/change", headers: fields, body: ["in ", "pieces"], trailers: fields }),
        await of({ path: "/none", method: "HEAD", headers: { "x-a": ["1", "2"] } }),
        await of({ path: "/none?a=b#c", method: "PUT", body: "", protocol: "HTTP/1.1" }),
        await of({ path: "/none", method: "POST", body: new Uint8Array([0, 255, 10]), protocol: "HTTP/1.1" }),
      ];
    },
  },
  {
    name: "an upstream over HTTP/1.1: statuses, trailers that are lost, streams and delays",
    async run(load) {
      async function* body() {
        yield "streamed";
      }
      const answers: Record<string, object> = {
        "/204": { status: 204 },
        "/204-of-0": { status: 204, body: "" },
        "/204-of-1": { status: 204, body: "x" },
        "/204-in-chunks": { status: 204, body: ["x"] },
        "/304": { status: 304, headers: { etag: "1" } },
        "/404": { status: 404, body: "nothing here" },
        "/trailers": { body: "body", trailers: { "x-end": "1" } },
        "/stream": { body: body() },
        "/json": { json: { a: 1 }, delay: 20 },
        "/length": { headers: { "content-length": "0" } },
      };
      await using filter = await load("headers", {
        clusterSettings,
        upstream: (request) => answers[request.path] ?? {},
      });
      const seen: unknown[] = [];
      for (const path of Object.keys(answers)) seen.push(observe(await filter.request(path)));
      seen.push(observe(await filter.request({ path: "/404", method: "HEAD" })));
      return seen;
    },
  },
  {
    name: "an upstream over HTTP/1.1 that breaks off",
    async run(load) {
      const seen: unknown[] = [];
      for (const upstream of [
        { reset: true },
        { body: "half", reset: true },
        { headers: { "content-length": "100" }, body: "half", reset: true },
        { headers: { "content-length": "4" }, body: "half", reset: true },
      ]) {
        await using filter = await load("headers", { clusterSettings, upstream });
        seen.push(observe(await filter.request("/none")), observe(await filter.request("/none")));
      }
      return seen;
    },
  },
  {
    name: "an upstream over HTTP/1.1 that answers while the request still comes",
    async run(load) {
      await using filter = await load("headers", {
        clusterSettings,
        upstream: {
          async stream(call) {
            let text = "";
            for await (const chunk of call.chunks) text += new TextDecoder().decode(chunk);
            call.start({ "x-answer": "1" });
            call.write(`<${text}>`);
            call.end({ "x-trailer": "1" });
          },
        },
      });
      return observe(await filter.request({ path: "/none", body: ["a ", "body"] }));
    },
  },
  {
    name: "calls of plugins over HTTP/1.1",
    async run(load) {
      await using filter = await load("calls", {
        clusterSettings: { mirror: { protocol: "HTTP/1.1" } },
        clusters: { mirror: (request) => ({ headers: fields, body: `<${request.text()}>`, trailers: fields }) },
      });
      const one = observe(await filter.request("/http"));
      filter.onCall("mirror", { reset: true });
      return [one, observe(await filter.request("/http"))];
    },
  },
  {
    name: "an upstream over HTTP/1.1 whose headers are too many or too long",
    async run(load) {
      const many = (count: number) => ({ "x-many": Array<string>(count).fill("v") });
      const answers: Record<string, object> = {
        "/100": { headers: many(99) },
        "/101": { headers: many(100) },
        "/80": { headers: { "x-big": "a".repeat(81_800) } },
        "/81": { headers: { "x-big": "a".repeat(81_900) } },
      };
      await using filter = await load("calls", {
        clusterSettings: { ...clusterSettings, mirror: { protocol: "HTTP/1.1" } },
        clusters: { mirror: { headers: many(100) } },
        upstream: (request) => answers[request.path] ?? {},
      });
      const seen: unknown[] = [];
      for (const path of [...Object.keys(answers), "/http"]) seen.push(observe(await filter.request(path)));
      return seen;
    },
  },
];
