import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EchoedRequest, type EchoUpstream, startEcho } from "../../../envoy/index.ts";
import { type Area, type Run, startArea } from "../support/area.ts";

/** Each foreign function once; `test/sdk` has more of them. */
export function foreignScenarios(run: Run): void {
  describe("foreign functions", () => {
    let v1: EchoUpstream;
    let v2: EchoUpstream;
    let area: Area;

    beforeAll(async () => {
      v1 = await startEcho({ name: "v1" });
      v2 = await startEcho({ name: "v2" });
      const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const keys = [
        privateKey.export({ type: "pkcs8", format: "pem" }),
        publicKey.export({ type: "spki", format: "pem" }),
      ];
      area = await startArea(run, "foreign functions", {
        plugins: [{ module: run.module(), name: "foreign", configuration: keys.join("|") }],
        clusters: [
          { name: "v1", url: v1.url },
          { name: "v2", url: v2.url },
        ],
        routes: [
          { match: { headers: [{ name: "x-subset", exact: "v2" }] }, route: { cluster: "v2" } },
          { route: { cluster: "v1" } },
        ],
        accessLog: "%FILTER_STATE(envoy.string:PLAIN)%",
      });
    });

    afterAll(async () => {
      await area?.stop();
      await v1?.stop();
      await v2?.stop();
    });

    test("do what they are for", async () => {
      const mark = area.envoy.logs.length;
      const echoed = (await (await fetch(`${area.envoy.url}/foreign`)).json()) as EchoedRequest;
      expect(echoed.upstream).toBe("v2");
      await area.envoy.accessLog.waitFor("set");
      expect(area.said(mark)).toEqual([
        "foreign compress: true",
        "foreign uncompress: true",
        "foreign uncompress: 3",
        "foreign expr_create: 0",
        "foreign expr_evaluate: true",
        "foreign expr_delete: 0",
        "foreign expr_evaluate: 1",
        "foreign expr_create: 2",
        "foreign set_envoy_filter_state: 0",
        "foreign set_envoy_filter_state: 1",
        "foreign clear_route_cache: 0",
        // Envoy 1.36 cannot sign and knows no keys as PEM
        `foreign sign: ${run.version !== "1.36"} `,
        expect.stringContaining(`foreign verify_signature: ${run.version !== "1.36"} `),
        "unknown function: 1",
      ]);
      expect(area.said()).toContain("foreign declare_property: 0");
    });
  });
}
