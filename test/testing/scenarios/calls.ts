import { observe } from "../support/observe.ts";
import type { Scenario } from "../support/scenario.ts";

/** Calls of plugins, answered by the test. */
export const callScenarios: Scenario[] = [
  {
    name: "an HTTP call, answered by a function, with trailers, late, with a reset, and to nowhere",
    async run(load) {
      await using filter = await load("calls", {
        clusters: {
          mirror: (request) => ({
            status: 201,
            headers: { "x-in": request.headers.get("x-call") ?? "" },
            body: `${request.method} ${request.path} ${request.text()} ${request.trailers.get("x-call-trailer")}`,
            trailers: { "x-in": "t" },
          }),
          nowhere: { unreachable: true },
        },
      });
      const seen = [observe(await filter.request("/http"))];
      filter.onCall("mirror", { body: "late", delay: 30 });
      seen.push(observe(await filter.request("/http")));
      filter.onCall("mirror", { reset: true });
      seen.push(observe(await filter.request("/http")));
      seen.push(observe(await filter.request("/http-nowhere")));
      return seen;
    },
  },
  {
    name: "a call to a cluster that there is not",
    async run(load) {
      await using filter = await load("calls");
      return observe(await filter.request("/http"));
    },
  },
  {
    name: "a unary gRPC call, answered well and with an error",
    async run(load) {
      await using filter = await load("calls", {
        clusters: {
          greeter: ({ grpc }) => ({ grpc: { messages: [`${grpc.service} ${grpc.method} ${grpc.messages.length}`] } }),
        },
      });
      const seen = [observe(await filter.request("/grpc"))];
      filter.onCall("greeter", { grpc: { status: 7, message: "not you" } });
      seen.push(observe(await filter.request("/grpc")));
      return seen;
    },
  },
  {
    name: "a gRPC stream in both directions",
    async run(load) {
      await using filter = await load("calls", {
        clusters: {
          greeter: {
            async stream(call) {
              call.start({ "x-server": "yes" });
              const decoder = new TextDecoder();
              for await (const message of call.messages) {
                if (decoder.decode(message) === "first") call.send("more");
                else call.send(`got ${decoder.decode(message)}`);
              }
              call.close(0, "bye", { "x-sum": "2" });
            },
          },
        },
      });
      const client = new AbortController();
      // The filter holds the request, and gives it no answer
      const pending = filter.request({ path: "/watch", signal: client.signal });
      await filter.logs.waitFor("closed");
      client.abort();
      const exchange = await pending;
      return { logs: exchange.logs.text(), reset: exchange.response.reset, details: exchange.details };
    },
  },
];
