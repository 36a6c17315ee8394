import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Area, type Run, startArea } from "../support/area.ts";
import { type Client, connectClient } from "../support/client.ts";
import { type Mirror, startMirror } from "../support/mirror.ts";

const fields = { "x-in": ["a", "b"], "x-old": "old", "x-gone": "gone", "x-empty": "" };
const maps = ["request headers", "request trailers", "response headers", "response trailers"] as const;

/** Header maps of HTTP streams, and what can be read and written when. */
export function headerScenarios(run: Run): void {
  describe("headers", () => {
    let mirror: Mirror;
    let area: Area;
    let client: Client;

    beforeAll(async () => {
      mirror = await startMirror();
      const plugins = [{ module: run.module(), name: "headers" }];
      area = await startArea(run, "headers", { plugins, clusters: [{ name: "mirror", url: mirror.url, http2: true }] });
      client = await connectClient(area.envoy.url);
    });

    afterAll(async () => {
      await client?.stop();
      await area?.stop();
      await mirror?.stop();
    });

    /** Sends a request with all parts; resolves once its stream is gone. */
    async function exchange(path: string) {
      const mark = area.envoy.logs.length;
      const answer = await client.ask(path, { headers: fields, body: ["body"], trailers: fields });
      await area.says(`delete ${path}`, mark);
      return { answer, request: mirror.last(path), said: area.said(mark) };
    }

    test("are read, added, replaced and removed in each map", async () => {
      const { answer, request, said } = await exchange("/change");
      for (const [map, seen] of [
        ["request headers", request?.headers],
        ["request trailers", request?.trailers],
        ["response headers", answer.headers],
        ["response trailers", answer.trailers],
      ] as const) {
        expect(said).toContain(`${map} had a a,b 1 true`);
        expect(said).toContain(`${map} changed 00000`);
        expect(seen).toMatchObject({ "x-in": "a, b", "x-added": `1, ${map}`, "x-old": "new", "x-set": "set" });
        expect(seen).not.toHaveProperty("x-gone");
      }
    });

    test("are all there in onLog, as they were changed", async () => {
      const { said } = await exchange("/change");
      // Envoy shows no request trailers any more
      expect(said).toContain("log request trailers ");
      for (const map of maps.filter((name) => name !== "request trailers")) {
        const line = said.find((text) => text.startsWith(`log ${map}`));
        expect(line).toContain("x-in=a;x-in=b;");
        expect(line).toContain(`x-added=1;x-added=${map};`);
        expect(line).toContain("x-old=new;");
        expect(line).not.toContain("x-gone");
      }
    });

    test("are replaced as a whole in each map", async () => {
      const { answer, request, said } = await exchange("/pairs");
      for (const map of maps) expect(said).toContain(`${map} replaced 0`);
      for (const seen of [request?.headers, request?.trailers, answer.headers, answer.trailers]) {
        expect(seen).toMatchObject({ "x-pairs": "1, 2", "x-old": "old" });
        expect(seen).not.toHaveProperty("x-gone");
      }
    });

    test("answer BadArgument in a wrong phase, and can but be read in onLog", async () => {
      const { said } = await exchange("/phases");
      const phases = new Set(said.filter((text) => text.startsWith("phase ")));
      // Of each map, in the order of `maps`: the statuses of reading what is not there, adding, replacing, removing
      expect([...phases]).toEqual([
        "phase request headers: 1000 2222 2222 2222",
        "phase request body: 2222 2222 2222 2222",
        "phase request trailers: 2222 1000 2222 2222",
        "phase response headers: 2222 2222 1000 2222",
        "phase response body: 2222 2222 2222 2222",
        "phase response trailers: 2222 2222 2222 1000",
        "phase log: 1222 1222 1222 1222",
        "phase done: 2222 2222 2222 2222",
      ]);
    });

    test("come with the callbacks in their order", async () => {
      const { said } = await exchange("/phases");
      const phases = said.flatMap((text) => /^(?:phase ([^:]+)|(delete))/.exec(text)?.slice(1).find(Boolean) ?? []);
      expect([...new Set(phases)]).toEqual([
        "request headers",
        "request body",
        "request trailers",
        "response headers",
        "response body",
        "response trailers",
        "log",
        "done",
        "delete",
      ]);
    });
  });
}
