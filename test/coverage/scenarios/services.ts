import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { httpBootstrap, wasmPluginConfig } from "../../../envoy/index.ts";
import { type Area, type Run, startArea } from "../support/area.ts";
import { extension } from "../support/proxy.ts";

/** Wasm services, of which there is one for the proxy or one for each worker, and a sink of its metrics. */
export function serviceScenarios(run: Run): void {
  describe("services", () => {
    let area: Area;

    beforeAll(async () => {
      const module = run.module();
      const service = (name: string, configuration: string) =>
        wasmPluginConfig({ module, name, configuration, rootId: "service", vmId: "service" });
      const wasmService = (config: object, singleton: boolean) =>
        extension("envoy.extensions.wasm.v3.WasmService", { config, singleton });
      area = await startArea(run, "services", {
        concurrency: 2,
        bootstrap: {
          ...httpBootstrap({ plugins: [{ module, name: "producer", vmId: "shop" }] }),
          bootstrap_extensions: [
            wasmService(service("one", "consume"), true),
            wasmService(service("each", "each"), false),
          ],
          // Envoy reckons the size that it gives to a sink wrongly, by far where there are many gauges
          stats_config: { stats_matcher: { inclusion_list: { patterns: [{ prefix: "wasmcustom." }] } } },
          stats_sinks: [
            extension("envoy.extensions.stat_sinks.wasm.v3.Wasm", {
              config: wasmPluginConfig({ module, name: "sink" }),
            }),
          ],
        },
      });
    });

    afterAll(() => area?.stop());

    test("run once for the proxy, or once on the main thread and on each worker", async () => {
      await area.says("consume ticks");
      const threads = () => area.saidByThread().filter((lines) => lines.includes("each ticks"));
      while (threads().length < 3) await area.says("each ticks", area.envoy.logs.length);
      expect(threads()).toHaveLength(3);
      expect(area.said().filter((text) => text === "consume ticks")).toHaveLength(1);
    });

    test("take from a queue what a filter of another vm id has put in", async () => {
      const mark = area.envoy.logs.length;
      const answers = await Promise.all(
        ["/a", "/b", "/c"].map(async (path) => (await fetch(area.envoy.url + path)).text()),
      );
      // Put in; nothing can be put into or taken from a queue that is not there, nor such a one be found
      expect(answers).toEqual(Array(3).fill("0 1 true true"));
      for (const path of ["/a", "/b", "/c"]) await area.says(`job ${path} true`, mark);
      await area.says("no more jobs", mark);
      expect(area.said(mark).filter((text) => text.startsWith("job"))).toHaveLength(3);
    });

    test("get the metrics of the proxy", async () => {
      await area.envoy.admin.stats();
      await area.says("stats 0 true wasmcustom.jobs_total 3 3");
    });
  });
}
