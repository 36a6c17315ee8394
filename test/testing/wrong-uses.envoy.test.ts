import { inspect } from "node:util";
import { expect, test } from "vitest";
import { fixtureModule } from "../../testing/fixtures/fixture-module.ts";
import { loadFilter } from "../../testing/index.ts";
import { refusalOf, refusalsOf } from "./support/wrong-uses.ts";

const clusters = { gone: { unreachable: true } } as const;

test("what is wrong of requests, answers and calls is told alike on the host and in Envoy", async () => {
  const shop = await fixtureModule("shop");
  await using onHost = await loadFilter(shop, { engine: "host", clusters });
  await using inEnvoy = await loadFilter(shop, { engine: "envoy", clusters });
  expect(await refusalsOf(inEnvoy, inspect)).toEqual(await refusalsOf(onHost, inspect));

  const rootId = await refusalOf(() => loadFilter(shop, { engine: "host", rootId: "shp" }));
  expect(rootId).toBe(
    'the module of plugin "shop" has no root id "shp", only "shop" (MW0535); `rootId` says which: did you mean shop? choose from shop',
  );
  expect(await refusalOf(() => loadFilter(shop, { engine: "envoy", rootId: "shp" }))).toBe(rootId);
});
