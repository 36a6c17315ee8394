import { beforeAll, expect, test } from "vitest";
import { fixtureModule } from "./fixtures/fixture-module.ts";
import { loadChain, loadFilter } from "./index.ts";

// What the compiler refuses is written all the same: test runners do not look at types.

let shop: string;

beforeAll(async () => {
  shop = await fixtureModule("shop");
});

function slip(options: Record<string, unknown>): object {
  return options;
}

function refusal(message: string) {
  return expect.objectContaining({ code: "MW0415", message: expect.stringContaining(message) });
}

test("an option that there is not is refused, with the one that was meant", async () => {
  await expect(loadFilter(shop, slip({ configuraton: {} }))).rejects.toEqual(
    refusal("the options of `loadFilter` cannot have `configuraton` (MW0415)\ndid you mean configuration?"),
  );
  await expect(loadChain([{ filter: shop, ...slip({ failurPolicy: "FAIL_OPEN" }) }])).rejects.toEqual(
    refusal("a plugin of `loadChain` cannot have `failurPolicy` (MW0415)\ndid you mean failurePolicy?"),
  );
  await expect(loadChain([{ filter: shop }], slip({ configuration: {} }))).rejects.toEqual(
    refusal("the settings of `loadChain` cannot have `configuration` (MW0415)"),
  );
  await expect(loadFilter(shop, { clusterSettings: { upstream: slip({ proto: "HTTP/1.1" }) } })).rejects.toEqual(
    refusal("the settings of a cluster cannot have `proto` (MW0415)\ndid you mean protocol?"),
  );
});

test("so is one of a request", async () => {
  await using filter = await loadFilter(shop);
  expect(() => filter.request(slip({ header: { "x-beta": "1" } }))).toThrow(
    refusal("a request cannot have `header` (MW0415)\ndid you mean headers?"),
  );
});

test("so is a body that is no text and no bytes, wherever it comes", async () => {
  await using filter = await loadFilter(shop, { upstream: () => ({ body: { a: 1 } }) as object });
  const refused = refusal("a body is made of text and bytes, and not of");
  for (const body of [{ a: 1 }, [{ a: 1 }], 5, null, new ArrayBuffer(3)]) {
    expect(() => filter.request(slip({ body }))).toThrow(refused);
  }
  await expect(filter.request(slip({ body: pieces({ a: 1 }) }))).rejects.toEqual(refused);
  await expect(filter.request()).rejects.toEqual(refused);
});

test("the error of a body that comes in pieces is told", async () => {
  await using filter = await loadFilter(shop);
  await expect(filter.request({ body: failing() })).rejects.toThrow("no more pieces");
});

async function* pieces(piece: unknown): AsyncGenerator<string> {
  yield piece as string;
}

async function* failing(): AsyncGenerator<string> {
  yield "a";
  throw new Error("no more pieces");
}

test("so is a worker that is no number", async () => {
  await using filter = await loadFilter(shop, { workers: 2 });
  expect(() => filter.request(slip({ worker: "0" }))).toThrow(refusal('there is no worker "0"'));
});

test("so is one of an answer, be it given or made", async () => {
  await expect(loadFilter(shop, { upstream: slip({ statuss: 500 }) })).rejects.toEqual(
    refusal("an upstream cannot have `statuss` (MW0415)\ndid you mean status?"),
  );
  await using filter = await loadFilter(shop, { upstream: () => slip({ jsn: {} }) });
  await expect(filter.request()).rejects.toThrow("an upstream cannot have `jsn`");
  expect(() => filter.onCall("upstream", slip({ trailer: {} }))).toThrow(
    refusal("an upstream cannot have `trailer` (MW0415)\ndid you mean trailers?"),
  );
});
