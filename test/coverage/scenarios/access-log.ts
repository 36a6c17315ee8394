import { afterAll, beforeAll, describe, test } from "vitest";
import { wasmPluginConfig } from "../../../envoy/index.ts";
import { type Area, type Run, startArea } from "../support/area.ts";
import { extension, proxyWith } from "../support/proxy.ts";

/** A plugin that is an access logger. */
export function accessLogScenarios(run: Run): void {
  describe("access log", () => {
    let area: Area;

    beforeAll(async () => {
      const config = wasmPluginConfig({ module: run.module(), name: "access" });
      const logger = extension("envoy.extensions.access_loggers.wasm.v3.WasmAccessLog", { config });
      area = await startArea(run, "access log", { bootstrap: proxyWith({ plugins: [] }, { access_log: [logger] }) });
    });

    afterAll(() => area?.stop());

    test("of a request is written by onLog of the plugin", async () => {
      await fetch(`${area.envoy.url}/some/path`, { headers: { "x-in": "a" } });
      await area.says("logged /some/path 200 a 200");
    });
  });
}
