import { inspect } from "node:util";
import { beforeAll, expect, test, vi } from "vitest";
import { fixtureModule } from "../../testing/fixtures/fixture-module.ts";
import { loadChain, loadFilter } from "../../testing/index.ts";
import { chains, options, type Plugins, refusalOf, refusalsOf, settings, slip } from "./support/wrong-uses.ts";

let shop: string;

beforeAll(async () => {
  shop = await fixtureModule("shop");
});

function written(value: unknown): string {
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY, compact: true, depth: 9, maxStringLength: 20 });
}

async function refusedLoads(): Promise<string[]> {
  const told: string[] = [];
  told.push(`loadFilter(undefined): ${await refusalOf(() => loadFilter(slip(undefined)))}`);
  told.push(`loadFilter(["auth"]): ${await refusalOf(() => loadFilter(slip(["auth"])))}`);
  for (const one of options)
    told.push(`loadFilter(…, ${written(one)}): ${await refusalOf(() => loadFilter(shop, slip(one)))}`);
  for (const one of chains)
    told.push(`loadChain(${written(one)}): ${await refusalOf(() => loadChain(slip<Plugins>(one)))}`);
  for (const one of settings) {
    told.push(`loadChain(…, ${written(one)}): ${await refusalOf(() => loadChain([{ filter: shop }], slip(one)))}`);
  }
  return told;
}

test("each wrong use is told in the same way, with what is right", async () => {
  const told = await refusedLoads();
  await using filter = await loadFilter(shop, { clusters: { gone: { unreachable: true } } });
  told.push(...(await refusalsOf(filter, written)));
  await expect(`${told.join("\n")}\n`).toMatchFileSnapshot("wrong-uses.txt");
});

test("a filter that is closed takes nothing more", async () => {
  const filter = await loadFilter(shop);
  await filter.close();
  const closed = "the filter is closed (MW0415); `close` comes last, and so does the end of `await using`";
  expect(await refusalOf(() => filter.request("/"))).toBe(closed);
  expect(await refusalOf(() => filter.until(() => true))).toBe(closed);
  expect(await refusalOf(() => filter.reconfigure("two"))).toBe(closed);
  await filter.close();
});

test("options are refused before an Envoy is looked for", async () => {
  const onHost = await refusedLoads();
  vi.stubEnv("MESH_WASM_ENGINE", "envoy");
  vi.stubEnv("ENVOY_PATH", "/there/is/none");
  expect(await refusalOf(() => loadFilter(shop))).toContain("/there/is/none");
  expect(await refusedLoads()).toEqual(onHost);
  vi.stubEnv("MESH_WASM_ENGINE", "envy");
  expect(await refusalOf(() => loadFilter(shop))).toBe(
    'the environment variable `MESH_WASM_ENGINE` cannot be "envy" (MW0415); did you mean envoy? choose from host, envoy, docker',
  );
  vi.unstubAllEnvs();
});
