import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpBootstrap } from "../../../envoy/index.ts";
import { type Area, type Run, startArea } from "../support/area.ts";

/** Counters, gauges and histograms. */
export function metricScenarios(run: Run): void {
  describe("metrics", () => {
    let area: Area;

    beforeAll(async () => {
      const bootstrap = httpBootstrap({ plugins: [{ module: run.module(), name: "metrics" }] });
      const stats_tags = [{ tag_name: "subset", regex: "(\\.subset=([^.]+))" }];
      area = await startArea(run, "metrics", { bootstrap: { ...bootstrap, stats_config: { stats_tags } } });
    });

    afterAll(() => area?.stop());

    async function ask(path: string): Promise<string> {
      return await (await fetch(area.envoy.url + path)).text();
    }

    test("count, stand and spread, and are read where they can be", async () => {
      expect(await ask("/use")).toBe("000 00 00 5 7");
      expect(await area.envoy.admin.stats("probe_")).toMatchObject({
        "wasmcustom.probe_requests_total": 5,
        "wasmcustom.probe_open": 7,
        "wasmcustom.probe_tagged_total.subset=v1_2": 2,
      });
      expect(await area.envoy.admin.histograms("probe_size_bytes")).toMatchObject({
        "wasmcustom.probe_size_bytes": { samples: 2 },
      });
      const prometheus = await area.envoy.admin.prometheus("probe_");
      expect(prometheus).toContain("probe_requests_total{} 5");
      expect(prometheus).toContain('probe_tagged_total{subset="v1_2"} 2');
    });

    test("answer with a status where they are used wrongly", async () => {
      // An unknown type, unknown metrics, a counter that is to grow by nothing, and reading a histogram
      expect(await ask("/wrong")).toBe("2 111 2 22 0");
    });
  });
}
