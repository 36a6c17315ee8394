import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Area, type Run, startArea } from "../support/area.ts";

/** Log, clocks, random numbers, timers and names: what the host has for every context. */
export function hostScenarios(run: Run): void {
  describe("host", () => {
    let area: Area;

    beforeAll(async () => {
      area = await startArea(run, "host", { plugins: [{ module: run.module(), name: "host" }] });
    });

    afterAll(() => area?.stop());

    async function ask(path: string): Promise<string[]> {
      return (await (await fetch(area.envoy.url + path)).text()).split(" ");
    }

    test("writes a line at each level", async () => {
      const mark = area.envoy.logs.length;
      await ask("/log");
      await area.says("from console", mark);
      for (const level of ["trace", "debug", "info", "warn", "error", "critical"]) {
        const shown = level === "warn" ? "warning" : level;
        expect(area.envoy.logs.lines(mark)).toContainEqual(
          expect.stringMatching(new RegExp(`\\[${shown}\\]\\[wasm\\] .*: at ${level}$`)),
        );
      }
    });

    test("tells the level below which lines are dropped, also when it is changed", async () => {
      expect(await ask("/levels")).toEqual(["true", "true", "true"]);
      await area.envoy.admin.setLogLevel("wasm", "debug");
      expect(await ask("/levels")).toEqual(["false", "true", "true"]);
      const mark = area.envoy.logs.length;
      await ask("/log");
      await area.says("from console", mark);
      expect(area.said(mark)).not.toContain("at trace");
      expect(area.said(mark)).toContain("at debug");
      await area.envoy.admin.setLogLevel("wasm", "trace");
    });

    test("has clocks", async () => {
      const before = Date.now();
      const [now, date, isMonotonic, other] = await ask("/clocks");
      expect(Number(now)).toBeGreaterThanOrEqual(before);
      expect(Number(date)).toBeLessThanOrEqual(Date.now());
      // NOTSUP for a clock that the SDK does not use
      expect([isMonotonic, other]).toEqual(["true", "58"]);
    });

    test("has random bytes, 64 KiB in one call and no more", async () => {
      expect(await ask("/random")).toEqual(["false", "true", "true", "28"]);
    });

    test("ticks until it is told to stop", async () => {
      await ask("/ticks");
      await area.says("stopped 0");
      await sleep(50);
      expect(area.said().filter((text) => text.startsWith("tick"))).toEqual(["tick 1", "tick 2", "tick 3"]);
    });

    test("calls a function of a stream later", async () => {
      expect(await ask("/timer")).toEqual(["timer"]);
    });

    test("looks up the addresses of a name", async () => {
      const mark = area.envoy.logs.length;
      await ask("/dns");
      await area.says(/^resolved/, mark);
      const resolved = area.said(mark).find((text) => text.startsWith("resolved"));
      expect(resolved).toMatch(/^resolved [1-9]\d* 0 true true (127\.0\.0\.1|\[::1\]):0$/);
    });

    test("answers nothing for a name that is none", async () => {
      const mark = area.envoy.logs.length;
      await ask("/dns-unknown");
      await area.says(/^resolved \d+ 0 false false -/, mark);
    });

    test("answers with a status where there is no such thing", async () => {
      expect(await ask("/wrong")).toEqual(["2", "2", "2", "2", "2", "2", "2", "1", "1", "6"]);
    });

    test("has what the SDK has no use for", async () => {
      const before = Date.now();
      const [clock, now, ...others] = await ask("/wire");
      expect(clock).toBe("0");
      expect(Number(now)).toBeGreaterThanOrEqual(before);
      // Size of a map, of one that is not there, and an unknown context
      expect(others).toEqual(["0", "true", "2", "2"]);
    });
  });
}
