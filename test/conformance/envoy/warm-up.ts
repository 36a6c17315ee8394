import { setTimeout as sleep } from "node:timers/promises";
import { type Bootstrap, httpBootstrap } from "../../../envoy/index.ts";
import { connectHttp2 } from "../peers/http2-client.ts";
import { Script } from "../peers/script.ts";
import { playRequest } from "../peers/sender.ts";
import { httpClusters, type Upstreams } from "./clusters.ts";

// Whether a request finds a connection to its upstream or waits for one shows in what follows. So every scenario finds one to
// each upstream over HTTP/2, from each worker, and none to those over HTTP/1.

const kept = Object.entries(httpClusters).flatMap(([name, protocol]) => (protocol === "HTTP/2" ? [name] : []));
const closed = Object.keys(httpClusters).filter((name) => !kept.includes(name));

/** The listener through which connections are opened: a header says to which cluster. */
export const warmUpListener = {
  ...(httpBootstrap({
    plugins: [],
    routes: kept.map((name) => ({
      match: { headers: [{ name: "x-cluster", exact: name }] },
      route: { cluster: name },
    })),
  }).static_resources?.listeners?.[0] as NonNullable<NonNullable<Bootstrap["static_resources"]>["listeners"]>[number]),
  name: "warm-up",
  connection_balance_config: { exact_balance: {} },
};

/** Opens and closes connections until all is as a scenario finds it. */
export async function warmUp(
  upstreams: Upstreams,
  port: number,
  workers: number,
  stats: (filter: string) => Promise<Record<string, number>>,
): Promise<void> {
  for (const name of closed) upstreams.http[name]?.closeConnections();
  for (;;) {
    const active = await stats(`^cluster\\.(${Object.keys(httpClusters).join("|")})\\.upstream_cx_active$`);
    const countOf = (name: string) => active[`cluster.${name}.upstream_cx_active`] ?? 0;
    const missing = kept.filter((name) => countOf(name) < workers);
    if (missing.length > 0) await connect(upstreams, port, workers, missing);
    else if (closed.every((name) => countOf(name) === 0)) return;
    else await sleep(1);
  }
}

async function connect(upstreams: Upstreams, port: number, workers: number, names: readonly string[]): Promise<void> {
  for (const name of names)
    upstreams.http[name]?.follow(
      new Script(
        () => ({}),
        () => Promise.resolve(),
      ),
    );
  // Connections of clients go to the workers by turns
  const clients = await Promise.all(Array.from({ length: workers }, () => connectHttp2(port)));
  for (const client of clients) {
    for (const name of names) {
      const stream = client.start();
      await playRequest(stream, { headers: { "x-cluster": name } }, () => Promise.resolve());
      await stream.ended;
    }
  }
  for (const client of clients) await client.stop();
}
