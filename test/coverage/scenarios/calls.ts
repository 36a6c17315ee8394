import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type GrpcExchange, type GrpcServer, startGrpcServer } from "../../sdk/support/grpc-server.ts";
import { type Area, type Run, startArea } from "../support/area.ts";
import { type Mirror, startMirror } from "../support/mirror.ts";

/** HTTP and gRPC calls that a filter makes. */
export function callScenarios(run: Run): void {
  describe("calls", () => {
    let mirror: Mirror;
    let greeter: GrpcServer;
    let greet: (exchange: GrpcExchange) => Promise<void>;
    let area: Area;

    beforeAll(async () => {
      mirror = await startMirror();
      greeter = await startGrpcServer((exchange) => greet(exchange));
      area = await startArea(run, "calls", {
        plugins: [{ module: run.module(), name: "calls" }],
        clusters: [
          { name: "mirror", url: mirror.url, http2: true },
          { name: "greeter", url: greeter.url, http2: true },
        ],
      });
    });

    afterAll(async () => {
      await area?.stop();
      await greeter?.stop();
      await mirror?.stop();
    });

    /** Sends a request; resolves once its stream is gone. */
    async function ask(path: string): Promise<string> {
      const mark = area.envoy.logs.length;
      const response = await fetch(area.envoy.url + path);
      const body = await response.text();
      await area.says(`delete ${path}`, mark);
      return `${response.status} ${body}`;
    }

    /** Opens a gRPC stream from a request that hangs until `last` was logged. */
    async function watch(last: RegExp | string): Promise<string[]> {
      const mark = area.envoy.logs.length;
      const client = new AbortController();
      const gone = fetch(`${area.envoy.url}/watch`, { signal: client.signal }).catch(() => {});
      await area.says(last, mark);
      client.abort();
      await gone;
      await area.says("delete /watch", mark);
      return area.said(mark);
    }

    test("of HTTP carry headers and body, and bring trailers back", async () => {
      expect(await ask("/http")).toBe("200 false 200 a a response body");
      expect(mirror.last("/called")).toMatchObject({
        headers: { ":method": "POST", "x-call": "1" },
        body: "question",
        // Envoy's client for such calls sends no trailers
        trailers: {},
      });
    });

    test("of HTTP to an unknown cluster are not sent", async () => {
      expect(await ask("/http-nowhere")).toBe("500 2 this proxy has no such cluster");
    });

    test("of gRPC are answered with a message", async () => {
      greet = async (exchange) => {
        for await (const message of exchange.messages) exchange.send(`${message} back`);
        exchange.end(0);
      };
      expect(await ask("/grpc")).toBe("200 false 0 - - hello back");
      expect(greeter.calls.at(-1)).toMatchObject({ path: "/test.Greeter/Greet", metadata: { "x-call": "1" } });
    });

    test("of gRPC are answered with a status and its message", async () => {
      greet = async (exchange) => exchange.end(7, "not you");
      expect(await ask("/grpc")).toMatch(/^200 true 7 - - not you/);
    });

    test("of gRPC to an unknown cluster are not sent", async () => {
      expect(await ask("/grpc-nowhere")).toMatch(/^500 10 /);
    });

    test("as a gRPC stream hear metadata, messages and the end", async () => {
      greet = async (exchange) => {
        exchange.start({ "x-server": "greeter" });
        exchange.send("more");
        const messages: string[] = [];
        for await (const message of exchange.messages) messages.push(message.toString());
        exchange.end(5, messages.join(" "), { "x-sum": "2" });
      };
      const said = await watch(/^closed/);
      expect(said).toEqual([
        "open 0 send 0",
        "initial greeter",
        "message more",
        "trailing 2",
        expect.stringMatching(/^closed 5 first second/),
        "delete /watch",
      ]);
    });

    test("as a gRPC stream are closed from our side", async () => {
      greet = async (exchange) => {
        exchange.start({ "x-server": "greeter" });
        exchange.send("close");
        for await (const _ of exchange.messages);
        exchange.end(0);
      };
      expect(await watch(/^closed 0/)).toContain("close 0");
    });

    test("as a gRPC stream are reset from our side", async () => {
      const reset = new Promise<number>((resolve) => {
        greet = async (exchange) => {
          exchange.start({ "x-server": "greeter" });
          exchange.send("cancel");
          resolve(await exchange.closed);
        };
      });
      expect(await watch("cancel 0")).not.toContain(expect.stringMatching(/^closed/));
      // Envoy 1.36 resets with the code for no error
      expect(await reset).toBeGreaterThan(run.version === "1.36" ? -1 : 0);
    });
  });
}
