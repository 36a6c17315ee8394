import { beforeAll, expect, test } from "vitest";
import { MeshWasmError } from "../core/index.ts";
import { fixtureModule } from "./fixtures/fixture-module.ts";
import { loadChain, loadFilter } from "./index.ts";

// Envoy takes these plugins. A test that goes on with them would not notice.

let failing: string;

beforeAll(async () => {
  failing = await fixtureModule("failing");
});

const twoOfOneVm = () => [
  { filter: failing, name: "first", rootId: "lonely", vmId: "shared" },
  { filter: failing, name: "second", rootId: "friend", vmId: "shared" },
];

test("a plugin that traps as its context is made is not loaded, which says where it was", async () => {
  const error = await loadFilter(failing, { rootId: "hasty" }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(MeshWasmError);
  expect(error).toMatchObject({
    code: "MW0527",
    message: expect.stringMatching(/proxy_on_context_create/),
    location: { file: "assembly/failing.ts", line: 13 },
  });
});

test("it serves where the test allows traps", async () => {
  await using filter = await loadFilter(failing, { rootId: "hasty", allowTraps: true });
  expect((await filter.request()).response.status).toBe(503);
  expect(filter.traps).toHaveLength(3);
});

test("a plugin that refuses its configuration in a VM that it shares is not loaded, which says why", async () => {
  await expect(loadChain(twoOfOneVm())).rejects.toMatchObject({
    code: "MW0525",
    message: expect.stringMatching(/"second" answers false to its configuration.*: I am not alone/),
  });
});

test("requests pass it by where the test allows traps", async () => {
  await using chain = await loadChain(twoOfOneVm(), { allowTraps: true });
  expect((await chain.request()).response.status).toBe(200);
});

test("a plugin that is put in the place of another is refused likewise", async () => {
  await using chain = await loadChain([
    { filter: failing, name: "first", rootId: "lonely", vmId: "shared" },
    { filter: failing, name: "second", rootId: "friend", vmId: "other" },
  ]);
  await expect(chain.replace(failing, { rootId: "friend", vmId: "shared" }, "second")).rejects.toMatchObject({
    code: "MW0525",
  });
});
