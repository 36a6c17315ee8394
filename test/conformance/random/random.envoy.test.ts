import { expect, test } from "vitest";
import { compareRandom } from "./compare-random.ts";
import { randomScenario } from "./random-scenario.ts";

/** `MESH_WASM_RANDOM_SEED` and `MESH_WASM_RANDOM_EXCHANGES` run others, and more of them. */
const seed = Number(process.env["MESH_WASM_RANDOM_SEED"] ?? 1);
const exchanges = Number(process.env["MESH_WASM_RANDOM_EXCHANGES"] ?? 10_000);

test("a seed gives the same scenario each time", () => {
  expect(randomScenario(7)).toEqual(randomScenario(7));
  expect(randomScenario(7)).not.toEqual(randomScenario(8));
});

test(`the host does as Envoy 1.40 in ${exchanges} exchanges by chance, from seed ${seed} on`, async () => {
  const result = await compareRandom(seed, exchanges);
  expect(result.exchanges).toBeGreaterThanOrEqual(exchanges);
  expect(result.differences.map(({ seed: one, lines }) => [`seed ${one}`, ...lines].join("\n"))).toEqual([]);
});
