import { setTimeout as sleep } from "node:timers/promises";
import { normalised } from "../observe/normalise.ts";
import type { Observation } from "../observe/observation.ts";
import { shows } from "../observe/shows.ts";
import { TraceLog } from "../observe/trace-log.ts";
import { connectHttp1 } from "../peers/http1-client.ts";
import { connectHttp2 } from "../peers/http2-client.ts";
import type { Wait } from "../peers/sender.ts";
import { connectTcp, type TcpPeer } from "../peers/tcp.ts";
import { definesMetrics } from "../scenario/defaults.ts";
import { Exchange } from "../scenario/exchange.ts";
import type { Scenario } from "../scenario/schema.ts";
import { runTcp } from "../scenario/tcp-exchange.ts";
import { readerOf } from "./clusters.ts";
import { listenerFor } from "./listener.ts";
import type { Session } from "./session.ts";

/** Runs a scenario in an Envoy, and tells all that was visible. `name` differs among the scenarios of one Envoy. */
export async function driveEnvoy(session: Session, scenario: Scenario, name: string): Promise<Observation> {
  // Stats sinks start with their Envoy
  if (!scenario.statsSinkPlugins) session.feed.take();
  await session.warmUp();
  try {
    return await drive(session, scenario, name);
  } catch (error) {
    // What asks an Envoy that crashes may hear of it before the log ends
    if (session.feed.ended === undefined) await Promise.race([session.envoy.exited, sleep(1000)]);
    const { ended } = session.feed;
    if (ended === undefined) throw error;
    // How far it came is up to its stack, where calls had no end
    return { ...observed(session, { ended }), calls: {} };
  }
}

async function drive(session: Session, scenario: Scenario, name: string): Promise<Observation> {
  // Plugins may call the upstreams as soon as they are configured
  let port = 0;
  const exchange = exchangeOf(session, scenario, name, () => port);
  const served = await session.serve(listenerFor(scenario, name, session.placeModule));
  if ("refused" in served) return observed(session, { refused: served.refused });
  port = served.port;
  if (scenario.tcpPlugins) return await driveTcp(session, scenario, name, port, exchange);
  const responses = await exchange.run();
  const metrics = definesMetrics(scenario) ? await session.envoy.admin.stats("^wasmcustom\\.") : {};
  await session.retire();
  await exchange.settled();
  return observed(session, { responses, upstream: exchange.arrived(), metrics });
}

async function driveTcp(
  session: Session,
  scenario: Scenario,
  name: string,
  port: number,
  exchange: Exchange,
): Promise<Observation> {
  const { tcp } = session.upstreams;
  tcp.begin();
  const read = readerOf(session.stat, `tcp.${name}.downstream_cx_rx_bytes_total`);
  const clients: TcpPeer[] = [];
  const responses = await runTcp(scenario, {
    async connect() {
      const client = await connectTcp(port, read);
      clients.push(client);
      return client;
    },
    upstream: (index) => tcp.connection(index),
    wait: waitIn(session),
    async idle() {
      for (const client of clients) await client.reset();
      await noneOf(session, "listener.127.0.0.1_0.downstream_cx_active");
    },
  });
  const metrics = definesMetrics(scenario) ? await session.envoy.admin.stats("^wasmcustom\\.") : {};
  await session.retire();
  await exchange.settled();
  const upstream = { tcp: await tcp.messages(), ...exchange.arrived() };
  return observed(session, { responses, upstream, metrics });
}

/** Waits until there are none. What Envoy before 1.40 counts twice as gone is an unsigned number below zero. */
async function noneOf(session: Session, gauge: string): Promise<void> {
  for (;;) {
    const active = await session.stat(gauge);
    if (active === 0 || active > Number.MAX_SAFE_INTEGER) return;
    await sleep(1);
  }
}

function waitIn(session: Session): Wait {
  return (text, times) => session.feed.until((line) => shows(line, text), times);
}

function exchangeOf(session: Session, scenario: Scenario, name: string, port: () => number): Exchange {
  const read = readerOf(session.stat, `http.${name}.downstream_cx_rx_bytes_total`);
  const exchange = new Exchange(scenario, {
    connect: (protocol) => (protocol === "HTTP/2" ? connectHttp2(port()) : connectHttp1(port(), protocol, read)),
    wait: waitIn(session),
    idle: () => noneOf(session, `http.${name}.downstream_rq_active`),
  });
  for (const [cluster, upstream] of Object.entries(session.upstreams.http)) upstream.follow(exchange.script(cluster));
  return exchange;
}

function observed(session: Session, parts: Partial<Observation>): Observation {
  const log = new TraceLog(session.mainThread);
  for (const line of session.feed.take()) log.add(line);
  return normalised({ calls: log.threads(), responses: [], upstream: {}, accessLog: [], metrics: {}, ...parts });
}
