import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixtureModule } from "../fixtures/fixture-module.ts";
import { loadFilter, type TestFilter } from "../index.ts";

// Frames of this repository are not those of a test, so what waits is in a file elsewhere.

const source = `export const waits = {
  until: async (filter) => {
    await filter.until(() => false);
  },
  log: async (filter) => {
    await filter.logs.waitFor("never");
  },
  answer: async (filter) => {
    filter.onCall("upstream", { status: 205, body: "x" });
    await filter.request("/");
  },
  returned: async (filter) => {
    filter.onCall("upstream", () => undefined);
    const request = filter.request("/");
    await request;
  },
  together: async (filter) => {
    await Promise.all([filter.request("/deny"), filter.logs.waitFor("never")]);
  },
  trap: async (filter) => {
    await filter.request("/trap");
  },
};
`;

type Wait = (filter: TestFilter) => Promise<void>;

const folder = mkdtempSync(join(tmpdir(), "mesh-wasm-line-"));
const file = join(folder, "waits.mjs");
let waits: Record<string, Wait>;
let shop: string;

beforeAll(async () => {
  writeFileSync(file, source);
  ({ waits } = (await import(/* @vite-ignore */ pathToFileURL(file).href)) as { waits: Record<string, Wait> });
  shop = await fixtureModule("shop");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["until", 3, "what the test waits for cannot happen any more (MW0412)"],
  ["log", 6, 'a log line that matches "never" cannot happen any more (MW0412)'],
  ["answer", 10, "this answer cannot be sent: with status 205 there is no body (MW0416)"],
  ["returned", 15, 'the answer of the cluster "upstream" cannot be undefined (MW0415)'],
  ["together", 18, 'a log line that matches "never" cannot happen any more (MW0412)'],
  ["trap", 21, "the filter shop trapped in proxy_on_request_headers: the path is too short (MW0401)"],
])("what goes wrong later has the line of the test that waits: %s", async (name, line, message) => {
  await using filter = await loadFilter(shop);
  const error: unknown = await waits[name]?.(filter).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ message: expect.stringContaining(message) });
  const [first] = (error as Error).stack?.split("\n").filter((text) => text.includes("waits.mjs")) ?? [];
  expect(first).toContain(`waits.mjs:${line}:`);
});
