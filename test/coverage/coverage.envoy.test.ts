import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { defaultEnvoyVersion } from "../../envoy/index.ts";
import { readModule } from "../../module/index.ts";
import { buildProbe, type Probe } from "../sdk/support/build-probe.ts";
import { envoyVersions } from "../support/engines.ts";
import { accessLogScenarios } from "./scenarios/access-log.ts";
import { bodyScenarios } from "./scenarios/bodies.ts";
import { callScenarios } from "./scenarios/calls.ts";
import { configurationScenarios } from "./scenarios/configuration.ts";
import { flowScenarios } from "./scenarios/flow.ts";
import { foreignScenarios } from "./scenarios/foreign.ts";
import { headerScenarios } from "./scenarios/headers.ts";
import { hostScenarios } from "./scenarios/host.ts";
import { metadataScenarios } from "./scenarios/metadata.ts";
import { metricScenarios } from "./scenarios/metrics.ts";
import { propertyScenarios } from "./scenarios/properties.ts";
import { serviceScenarios } from "./scenarios/services.ts";
import { tcpScenarios } from "./scenarios/tcp.ts";
import { workerScenarios } from "./scenarios/workers.ts";
import type { Run } from "./support/area.ts";
import { findSymbol } from "./support/find-symbol.ts";
import { expectedParts } from "./support/functions.ts";
import { neverCalled } from "./support/never-called.ts";
import { hostCallsPage, missing } from "./support/page.ts";
import { sdkSymbols } from "./support/sdk-symbols.ts";

const probes = fileURLToPath(new URL("probes", import.meta.url));

const areas = [
  headerScenarios,
  bodyScenarios,
  flowScenarios,
  metadataScenarios,
  tcpScenarios,
  accessLogScenarios,
  callScenarios,
  configurationScenarios,
  foreignScenarios,
  hostScenarios,
  metricScenarios,
  propertyScenarios,
  serviceScenarios,
  workerScenarios,
];

let probe: Probe;

beforeAll(async () => {
  probe = await buildProbe("coverage", { entry: `${probes}/all.ts`, projectDir: probes });
});

describe.each(envoyVersions)("in Envoy %s", (version) => {
  const run: Run = { version, coverage: new Map(), module: () => probe.path };
  for (const area of areas) area(run);

  // The table is about the newest
  describe.runIf(defaultEnvoyVersion.startsWith(`${version}.`))("of the ABI", () => {
    test("every function ran", () => {
      expect(missing(run.coverage)).toEqual([]);
    });

    test.each(Object.keys(neverCalled))("%s was not called, though the module has it", (name) => {
      expect(readModule(probe.wasm).exports.map((entry) => entry.name)).toContain(name);
      expect(run.coverage.has(name)).toBe(false);
    });

    test("docs/host-calls.md says what ran", async () => {
      await expect(hostCallsPage(run.coverage, version)).toMatchFileSnapshot("../../docs/host-calls.md");
    });
  });
});

describe("the SDK's symbols in docs/host-calls.md", () => {
  test("are given for just the functions of the ABI", () => {
    const names = expectedParts().flatMap(({ functions }) => functions.map(({ name }) => name));
    expect(Object.keys(sdkSymbols).sort()).toEqual(names.sort());
  });

  test.each([...new Set(Object.values(sdkSymbols))].filter((symbol) => symbol !== null))("%s is there", (symbol) => {
    expect(findSymbol(symbol)).toBeDefined();
  });
});
