import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { wasmPluginConfig } from "../../../envoy/index.ts";
import { type Area, type Run, startArea } from "../support/area.ts";
import { portOf } from "../support/port-of.ts";
import { extension, listenerOf, proxyOf } from "../support/proxy.ts";

/** TCP connections. */
export function tcpScenarios(run: Run): void {
  describe("TCP", () => {
    let upstream: Server;
    let received: string[];
    let sockets: Socket[];
    let area: Area;

    beforeAll(async () => {
      received = [];
      sockets = [];
      upstream = createServer((socket) => {
        sockets.push(socket.on("error", () => {}));
        socket.on("data", (bytes) => {
          received.push(bytes.toString());
          socket.write(bytes);
        });
      });
      await once(upstream.listen(0, "127.0.0.1"), "listening");
      const url = `http://127.0.0.1:${portOf(upstream)}`;
      const listeners = ["", "hold"].map((configuration) =>
        listenerOf(`tcp${configuration}`, [
          extension("envoy.extensions.filters.network.wasm.v3.Wasm", {
            config: wasmPluginConfig({
              module: run.module(),
              name: `tcp${configuration}`,
              rootId: "tcp",
              configuration,
            }),
          }),
          extension("envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", {
            stat_prefix: "t",
            cluster: "upstream",
          }),
        ]),
      );
      area = await startArea(run, "tcp", { bootstrap: proxyOf(listeners, [{ name: "upstream", url }]) });
    });

    afterAll(async () => {
      await area?.stop();
      for (const socket of sockets ?? []) socket.destroy();
      upstream?.close();
    });

    /** Connects to a listener, sends a text and waits for bytes; then the client ends the connection. */
    async function exchange(listener: string, text: string) {
      const mark = area.envoy.logs.length;
      const socket = await open(listener, text);
      const [answer] = await once(socket, "data");
      socket.end();
      await area.says("delete", mark);
      return { answer: String(answer), said: area.said(mark) };
    }

    async function open(listener: string, text: string): Promise<Socket> {
      const { port } = new URL(area.envoy.urls[listener] ?? "");
      const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
      await once(socket, "connect");
      socket.write(text);
      return socket;
    }

    /** Connects, sends a text and waits for the proxy to close. */
    async function closed(text: string) {
      const mark = area.envoy.logs.length;
      const socket = await open("tcp", text);
      socket.resume();
      await once(socket, "close");
      await area.says("delete", mark);
      return area.said(mark);
    }

    test("has its callbacks in order, and bytes changed either way", async () => {
      const { answer, said } = await exchange("tcp", "change");
      expect(received.at(-1)).toBe("<change>");
      expect(answer).toBe("[<change>]");
      expect(said).toEqual([
        "new connection",
        "downstream 6 6 false change",
        "upstream 8 false <change>",
        "downstream 0 0 true ",
        "upstream 0 true ",
        "upstream closed 0",
        "downstream closed 1",
        "done",
        "log",
        "delete",
      ]);
    });

    test("has its bytes replaced", async () => {
      expect((await exchange("tcp", "replace")).answer).toBe("other");
    });

    test("pauses bytes of the client until a tick, and cannot resume those of the upstream", async () => {
      const { answer, said } = await exchange("tcp", "wait");
      expect(answer).toBe("wait");
      expect(said).toContain("continued 0 12");
    });

    test("goes on where the callback pauses and resumes at once", async () => {
      const { answer, said } = await exchange("tcp", "same");
      expect(answer).toBe("same");
      expect(said).toContain("same 0");
    });

    test("pauses a new connection until a tick", async () => {
      const { answer, said } = await exchange("tcphold", "hello");
      expect(answer).toBe("hello");
      expect(said.slice(0, 3)).toEqual(["new connection", "continued 0 12", "downstream 5 5 false hello"]);
    });

    test("holds bytes of the upstream until the next ones", async () => {
      const mark = area.envoy.logs.length;
      const socket = await open("tcp", "hold");
      await area.says(/^upstream/, mark);
      socket.write("more");
      let answer = "";
      for await (const chunk of socket as AsyncIterable<Buffer>) {
        answer += chunk;
        if (answer.endsWith("more")) break;
      }
      expect(answer).toBe("holdmore");
      await area.says("delete", mark);
    });

    // Envoy closes the connection of the client either way, and the upstream's with it
    test.each(["downstream", "upstream"])("is closed: %s", async (side) => {
      const text = `close ${side}`;
      expect(await closed(text)).toEqual([
        "new connection",
        `downstream ${text.length} ${text.length} false ${text}`,
        "closed 0",
        "downstream closed 1",
        "done",
        "log",
        "delete",
      ]);
    });

    test("tells that the upstream has closed", async () => {
      const mark = area.envoy.logs.length;
      const socket = await open("tcp", "hello");
      await once(socket, "data");
      sockets.at(-1)?.end();
      await once(socket, "close");
      await area.says("delete", mark);
      expect(area.said(mark).slice(3)).toEqual([
        "upstream 0 true ",
        "upstream closed 0",
        "downstream 0 0 true ",
        "downstream closed 2",
        "done",
        "log",
        "delete",
      ]);
    });
  });
}
