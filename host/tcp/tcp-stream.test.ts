import { expect, test } from "vitest";
import { createHost, type Host, type UpstreamConnection } from "../index.ts";

interface Ends {
  host: Host;
  client: ReturnType<Host["connectTcp"]>;
  upstream: UpstreamConnection;
  /** What both sides have heard. */
  heard: string[];
}

function connected(): Ends {
  const heard: string[] = [];
  let upstream: UpstreamConnection | undefined;
  const listener = (who: string) => ({
    onData: (bytes: Uint8Array, end: boolean) =>
      heard.push(`${who} ${new TextDecoder().decode(bytes)}${end ? "." : ""}`),
    onClose: (wasReset: boolean) => heard.push(`${who} ${wasReset ? "reset" : "closed"}`),
  });
  const host = createHost({
    clusters: [
      {
        name: "tcp",
        tcp(connection) {
          upstream = connection;
          return listener("upstream");
        },
      },
    ],
  });
  const client = host.connectTcp(listener("client"));
  host.run();
  if (!upstream) throw new Error("there is no connection to the upstream");
  return { host, client, upstream, heard };
}

test("a connection that both sides end is closed", () => {
  const { host, client, upstream, heard } = connected();
  client.send(new TextEncoder().encode("hello"), true);
  host.run();
  upstream.send(new TextEncoder().encode("world"), true);
  host.run();
  expect(heard).toEqual(["upstream hello.", "client world.", "upstream closed", "client closed"]);
});

test("what one side breaks off is broken off for the other one", () => {
  const byClient = connected();
  byClient.client.reset();
  byClient.host.run();
  expect(byClient.heard).toEqual(["upstream reset", "client reset"]);
  const byUpstream = connected();
  byUpstream.upstream.reset();
  byUpstream.host.run();
  expect(byUpstream.heard).toEqual(["client reset"]);
});

test("a client that has closed its end is gone once there are bytes for it", () => {
  const { host, client, upstream, heard } = connected();
  client.close();
  host.run();
  expect(heard).toEqual(["upstream ."]);
  upstream.send(new TextEncoder().encode("late"), false);
  host.run();
  expect(heard).toEqual(["upstream .", "upstream reset", "client reset"]);
});

test("the end of the proxy closes what is open", () => {
  const { host, heard } = connected();
  host.shutDown();
  expect(heard).toEqual(["upstream closed", "client closed"]);
});
