import { observe } from "../support/observe.ts";
import type { Scenario } from "../support/scenario.ts";

/** What the proxy is around the plugins: workers, metrics, several plugins, TCP. */
export const proxyScenarios: Scenario[] = [
  {
    name: "metrics",
    async run(load) {
      await using filter = await load("metrics");
      for (const path of ["/a", "/b", "/a"]) await filter.request(path);
      return filter.logs.text();
    },
  },
  {
    name: "requests that come to certain workers",
    async run(load) {
      await using filter = await load("metrics", { workers: 2 });
      const threads: unknown[] = [];
      for (const worker of [1, 0, 0, 1]) {
        const { logs, response } = await filter.request({ path: "/a", worker });
        threads.push([response.status, ...new Set(logs.lines.map(({ thread }) => thread))]);
      }
      return threads;
    },
  },
  {
    name: "a TCP connection: bytes changed either way, and closed by its client",
    async run(load) {
      await using filter = await load("tcp", { kind: "tcp" });
      const connection = await filter.connect();
      connection.send("change");
      const received = await connection.upstream.receiveText();
      connection.upstream.send(received);
      const answer = await connection.receiveText();
      connection.end();
      // Nothing but the client's end: who ends first is seen by the filter
      await connection.upstream.receive();
      connection.upstream.end();
      await connection.closed();
      return { received, answer, logs: filter.logs.text() };
    },
  },
  {
    name: "a TCP connection that the filter closes",
    async run(load) {
      await using filter = await load("tcp", { kind: "tcp" });
      const connection = await filter.connect();
      connection.send("close downstream");
      await connection.closed();
      return filter.logs.text();
    },
  },
  {
    name: "another configuration while it runs",
    async run(load) {
      await using filter = await load("configuration", { configuration: { header: "one" } });
      const first = observe(await filter.request());
      await filter.reconfigure({ header: "two" });
      // The old one ends on its own time
      await filter.logs.waitFor(/^delete .*one/);
      return [first, observe(await filter.request())];
    },
  },
];
