import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Area, type Run, startArea } from "../support/area.ts";

/** Properties, which Envoy calls attributes. */
export function propertyScenarios(run: Run): void {
  describe("properties", () => {
    let area: Area;

    beforeAll(async () => {
      area = await startArea(run, "properties", {
        plugins: [{ module: run.module(), name: "properties" }],
        accessLog: "state %FILTER_STATE(wasm.mine:PLAIN)%",
      });
    });

    afterAll(() => area?.stop());

    test("are read and set on a stream", async () => {
      await fetch(`${area.envoy.url}/some/path`);
      // One that is not there, one that is given in parts only
      await area.says("properties /some/path true 1 3 0 set");
      expect(await area.envoy.accessLog.waitFor(/^state /)).toBe("state set");
    });

    test("can but be read on a plugin", async () => {
      await area.says("root set 1 properties");
    });
  });
}
