import { beforeAll, describe, expect, test } from "vitest";
import { type EngineName, loadFilter } from "../../testing/index.ts";
import { buildProbe } from "../sdk/support/build-probe.ts";
import { engines, envoyVersions } from "../support/engines.ts";
import { callScenarios } from "./scenarios/calls.ts";
import { flowScenarios } from "./scenarios/flow.ts";
import { http1UpstreamScenarios } from "./scenarios/http1-upstreams.ts";
import { leftScenarios } from "./scenarios/left.ts";
import { propertyScenarios } from "./scenarios/properties.ts";
import { proxyScenarios } from "./scenarios/proxy.ts";
import { requestScenarios } from "./scenarios/requests.ts";
import type { Load } from "./support/scenario.ts";

// What a test sees on the host is what it sees in Envoy, of every version, natively and in Docker.

let wasm: Uint8Array;

beforeAll(async () => {
  const options = { projectDir: `${import.meta.dirname}/../coverage/probes` };
  const { wasm: built } = await buildProbe("all", { ...options, entry: `${options.projectDir}/all.ts` });
  wasm = built;
});

function loadOn(engine: EngineName, envoyVersion: string): Load {
  return (rootId, options) => loadFilter(wasm, { name: rootId, rootId, engine, envoyVersion, ...options });
}

const scenarios = [
  ...requestScenarios,
  ...flowScenarios,
  ...callScenarios,
  ...proxyScenarios,
  ...propertyScenarios,
  ...http1UpstreamScenarios,
  ...leftScenarios,
];

for (const { name: engine, skip } of engines) {
  for (const version of engine === "docker" ? envoyVersions.slice(-1) : envoyVersions) {
    describe.skipIf(skip)(`${engine} ${version} and the host`, () => {
      test.each(scenarios)("$name", async ({ run }) => {
        const onHost = await run(loadOn("host", version));
        const inEnvoy = await run(loadOn(engine, version));
        expect(inEnvoy).toEqual(onHost);
      });
    });
  }
}
