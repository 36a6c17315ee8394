import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { compile } from "../../module/index.ts";
import { buildUnitTests } from "./build-unit-tests.ts";
import { defineUnitTests } from "./define-unit-tests.ts";
import { recordingVitest } from "./fixtures/recording-vitest.ts";

const spec = `
import { HttpContext } from "mesh-wasm/assembly";

function pick(list: i32[], index: i32): i32 {
  return list[index];
}

test("headers", () => {
  const headers = new HttpContext().request.headers;
  headers.set("x-a", "1");
  expect(headers.get("x-a")).toBe("1");
  expect(headers.get(":method")).toBe("GET");
});
test("a failure", () => { expect([1, 2]).toStrictEqual([1]); });
test("after the failure", () => { expect(new HttpContext().request.headers.has("x-a")).toBe(false); });
test("a trap", () => { pick([], 1); });
throws("what is to trap", () => { pick([], 1); });
test("after the trap", () => {});
`;

afterEach(() => {
  vi.unstubAllEnvs();
});

test("unit tests have the same results in Envoy as on the host", async () => {
  const projectDir = await mkdtemp(join(tmpdir(), "mesh-wasm-unit-"));
  const file = join(projectDir, "assembly/a.spec.ts");
  await mkdir(join(projectDir, "assembly"));
  await writeFile(file, spec);
  const module = await buildUnitTests(file, { projectDir, compile });
  const results = [];
  for (const engine of ["host", "envoy"]) {
    vi.stubEnv("MESH_WASM_ENGINE", engine);
    const vitest = recordingVitest();
    await defineUnitTests(vitest, module);
    results.push([...(await vitest.run())].map(([name, error]) => [name, (error as Error | null)?.stack]));
  }
  await rm(projectDir, { recursive: true });
  const [host, envoy] = results;
  expect(host?.filter(([, stack]) => stack).map(([name]) => name)).toEqual(["a failure", "a trap"]);
  expect(envoy).toEqual(host);
});
