import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Capabilities, readCapabilities, readModule } from "../../module/index.ts";
import { runOnHost } from "../conformance/host/run-on-host.ts";
import type { Scenario } from "../conformance/scenario/schema.ts";
import { prepare, suites } from "../foreign/suites.ts";
import { missingNames } from "./missing-names.ts";
import { type SpiedCall, spyOnInstances } from "./spied-instance.ts";

// Modules in Rust and Go: each name that they hand to the host while scenarios run is known before, or others were announced.

for (const suite of suites) {
  const prepared = await prepare(suite);
  const title = `modules in ${suite.language}`;
  if ("reason" in prepared) describe.skip(`${title}: ${prepared.reason}`, () => test("name what they use", () => {}));
  else {
    describe(title, () => {
      const { scenarios } = prepared;
      const capabilities = new Map<string, Capabilities>();
      for (const file of new Set(scenarios.flatMap(filesOf))) {
        capabilities.set(file, readCapabilities(readModule(readFileSync(file))));
      }

      test.each(scenarios)("$name", async (scenario) => {
        const calls: SpiedCall[] = [];
        using _spy = spyOnInstances((call) => calls.push(call));
        await runOnHost(scenario, "1.40");
        expect(calls).not.toEqual([]);
        const missing = filesOf(scenario).map((file) => {
          const known = capabilities.get(file);
          return new Set(calls.flatMap((call) => (known ? missingNames(call, known) : [])));
        });
        // Each call is one of the scenario's modules
        expect([...(missing[0] ?? [])].filter((name) => missing.every((names) => names.has(name)))).toEqual([]);
      });

      if (suite.language === "Rust") {
        const folder = join(scenarios.flatMap(filesOf)[0] ?? "", "..");
        test.each(rust)("$module", ({ module, expected }) => {
          expect(capabilities.get(join(folder, `${module}.wasm`))).toMatchObject(expected);
        });
      }
    });
  }
}

/** As their sources have it. What Rust's traits offer beside stays in the module, and may be called for all that is known. */
const rust = [
  {
    module: "auth",
    expected: {
      clusters: { known: ["nobody", "other"], others: false },
      foreignFunctions: { known: [], others: false },
      localReplies: { known: expect.arrayContaining(["403"]) },
      headersSet: { known: expect.arrayContaining(["request x-granted", "response powered-by"]) },
    },
  },
  {
    module: "grpc",
    expected: {
      clusters: { known: ["other"], others: false },
      grpcMethods: { known: ["shop.Audit/Record", "shop.Authorizer/Check"], others: false },
    },
  },
  { module: "metrics", expected: { metrics: { known: ["rust_open", "rust_requests", "rust_sizes"], others: false } } },
  {
    module: "headers",
    expected: {
      headersRemoved: { known: expect.arrayContaining(["request x-client", "response x-internal"]) },
      headersSet: { known: expect.arrayContaining(["response trailers x-checked"]) },
    },
  },
  { module: "shared", expected: { sharedData: { known: ["count"] } } },
];

function filesOf({ module, plugins = [], tcpPlugins = [] }: Scenario): string[] {
  return [module, ...[...plugins, ...tcpPlugins].map((plugin) => plugin.module)].flatMap((file) => file ?? []);
}
