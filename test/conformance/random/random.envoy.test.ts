import { expect, test } from "vitest";
import { recordedVersions } from "../compare/recordings.ts";
import { compareRandom } from "./compare-random.ts";
import { randomScenario } from "./random-scenario.ts";

// MESH_WASM_RANDOM_SEED=4711         other exchanges
// MESH_WASM_RANDOM_EXCHANGES=100000  more of them
// MESH_WASM_RANDOM_ENVOY=1.38        in another Envoy
const seed = Number(process.env["MESH_WASM_RANDOM_SEED"] ?? 1);
const exchanges = Number(process.env["MESH_WASM_RANDOM_EXCHANGES"] ?? 10_000);
const [newest] = recordedVersions;
const version = recordedVersions.find((known) => known === process.env["MESH_WASM_RANDOM_ENVOY"]) ?? newest;

test("a seed gives the same scenario each time", () => {
  expect(randomScenario(7)).toEqual(randomScenario(7));
  expect(randomScenario(7)).not.toEqual(randomScenario(8));
});

test(`the host does as Envoy ${version} in ${exchanges} exchanges by chance, from seed ${seed} on`, async () => {
  const result = await compareRandom(version, seed, exchanges);
  expect(result.exchanges).toBeGreaterThanOrEqual(exchanges);
  expect(result.differences.map(({ seed: one, lines }) => [`seed ${one}`, ...lines].join("\n"))).toEqual([]);
});
