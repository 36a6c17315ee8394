import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Area, type Run, startArea } from "../support/area.ts";
import { type Client, connectClient } from "../support/client.ts";
import { type Mirror, startMirror } from "../support/mirror.ts";

const noTrailers = { "x-trailers": "no" };

/** Bodies of HTTP streams, in either direction. */
export function bodyScenarios(run: Run): void {
  describe("bodies", () => {
    let mirror: Mirror;
    let area: Area;
    let client: Client;

    beforeAll(async () => {
      mirror = await startMirror();
      const plugins = [{ module: run.module(), name: "bodies" }];
      area = await startArea(run, "bodies", { plugins, clusters: [{ name: "mirror", url: mirror.url, http2: true }] });
      client = await connectClient(area.envoy.url);
    });

    afterAll(async () => {
      await client?.stop();
      await area?.stop();
      await mirror?.stop();
    });

    /** The body that came through the filter in one direction, and what the probe said of it. */
    async function through(side: string, how: string) {
      const mark = area.envoy.logs.length;
      const path = `/${side}/${how}`;
      const answer = await client.ask(path, { headers: noTrailers, body: [`${side} `, "body"] });
      await area.says(`delete ${path}`, mark);
      const body = side === "request" ? mirror.last(path)?.body : answer.body;
      return { body, said: area.said(mark) };
    }

    describe.each(["request", "response"])("of a %s", (side) => {
      const whole = `${side} body`;

      test.each([
        ["replace", "replaced"],
        ["prepend", `before ${whole}`],
        ["append", `${whole} after`],
      ])("can be held and changed: %s", async (how, expected) => {
        const { body, said } = await through(side, how);
        expect(body).toBe(expected);
        expect(said.at(-2)).toMatch(/ed 0$/);
      });

      test("are held, and read in whole and in part", async () => {
        const { body, said } = await through(side, "read");
        expect(body).toBe(whole);
        const size = whole.length;
        // All of it, three bytes from the third on, and nothing beyond the end
        expect(said).toEqual([`${side} body ${size} ${size} ${whole} ${whole.slice(2, 5)} 0`, `delete /${side}/read`]);
      });

      test("are held where the filter does not see them", async () => {
        const { body, said } = await through(side, "watermark");
        expect(body).toBe(whole);
        // The last part, which is empty
        expect(said).toEqual([`${side} body 0 0   0`, `delete /${side}/watermark`]);
      });

      test("are dropped in part", async () => {
        const { body } = await through(side, "drop");
        expect(body).toBe("body");
      });

      test("are not there in the headers callback", async () => {
        const mark = area.envoy.logs.length;
        await client.ask("/too-early", { headers: noTrailers, body: ["body"] });
        await area.says("delete /too-early", mark);
        expect(area.said(mark)).toContain(`${side} early 0 0 2`);
      });
    });

    test("that are held can be changed once trailers have come", async () => {
      const mark = area.envoy.logs.length;
      await client.ask("/request/trailers", { body: ["request ", "body"], trailers: { "x-end": "1" } });
      await area.says("delete /request/trailers", mark);
      expect(mirror.last("/request/trailers")).toMatchObject({
        body: "request body held",
        trailers: { "x-end": "1" },
      });
      expect(area.said(mark)).toContain("request held request body 0");
    });
  });
}
