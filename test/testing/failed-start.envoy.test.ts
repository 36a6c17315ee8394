import { beforeAll, describe, expect, test } from "vitest";
import { MeshWasmError } from "../../core/index.ts";
import { fixtureModule } from "../../testing/fixtures/fixture-module.ts";
import { type EngineName, loadChain, loadFilter } from "../../testing/index.ts";
import { engines, envoyVersions } from "../support/engines.ts";

// What a test is told of a plugin that fails as it starts, on the host and in Envoy, which takes it.

let failing: string;

beforeAll(async () => {
  failing = await fixtureModule("failing");
});

interface Told {
  code: string;
  message: string;
  location: unknown;
}

async function toldOf(work: Promise<unknown>): Promise<Told> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MeshWasmError)) throw error ?? new Error("nothing was told");
  const { code, message, location } = error;
  return {
    code,
    message: message.replace(/plugin ".*?"|a plugin/, "PLUGIN").replace(/worker 0|the main thread/, "THREAD"),
    location,
  };
}

const plugin = (name: string, rootId: string, vmId: string) => ({ filter: failing, name, rootId, vmId });

/** What the tests below are told on an engine. */
async function toldOn(engine: EngineName, envoyVersion: string): Promise<Told[]> {
  const settings = { engine, envoyVersion };
  const trap = await toldOf(loadFilter(failing, { rootId: "hasty", ...settings }));
  const shared = [plugin("first", "lonely", "shared"), plugin("second", "friend", "shared")];
  const refusal = await toldOf(loadChain(shared, settings));
  const apart = [plugin("first", "lonely", "shared"), plugin("second", "friend", "other")];
  await using chain = await loadChain(apart, settings);
  const replacement = await toldOf(chain.replace(failing, { rootId: "friend", vmId: "shared" }, "second"));
  return [trap, refusal, replacement];
}

for (const { name: engine, skip } of engines) {
  for (const version of engine === "docker" ? envoyVersions.slice(-1) : envoyVersions) {
    describe.skipIf(skip)(`${engine} ${version} and the host`, () => {
      test("tell the same of a plugin that fails as it starts", async () => {
        const inEnvoy = await toldOn(engine, version);
        expect(inEnvoy.map(({ code }) => code)).toEqual(["MW0527", "MW0525", "MW0525"]);
        expect(inEnvoy[0]?.location).toMatchObject({ file: "assembly/failing.ts", line: 13 });
        expect(inEnvoy).toEqual(await toldOn("host", version));
      });

      test("take no third plugin into a VM that has refused the second", async () => {
        const rootIds = { first: "lonely", second: "friend", third: "failing" };
        const chain = Object.entries(rootIds).map(([name, rootId]) => plugin(name, rootId, "shared"));
        for (const on of [engine, "host"] as const) {
          await expect(loadChain(chain, { engine: on, envoyVersion: version })).rejects.toMatchObject({
            code: "MW0525",
            message: expect.stringContaining('plugin "third" shares a VM that has refused another plugin'),
          });
        }
      });

      test("let requests meet such a plugin where the test allows traps", async () => {
        const settings = { engine, envoyVersion: version, allowTraps: true };
        await using hasty = await loadFilter(failing, { rootId: "hasty", ...settings });
        expect((await hasty.request()).response.status).toBe(503);
        const shared = [plugin("first", "lonely", "shared"), plugin("second", "friend", "shared")];
        await using chain = await loadChain(shared, settings);
        expect((await chain.request()).response.status).toBe(200);
      });
    });
  }
}
