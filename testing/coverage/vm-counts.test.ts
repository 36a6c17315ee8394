import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { coverageOfProcess, writeCoverage } from "../../module/coverage/index.ts";
import { compile } from "../../module/index.ts";
import { loadFilter } from "../load-filter.ts";
import { coverageProjectVariable, coverageVariable } from "./vm-counts.ts";

const source = `
import { HeadersAction, HttpContext, PluginContext, registerPlugin } from "mesh-wasm/assembly";
class Plugin extends PluginContext {
  createHttpContext(): HttpContext {
    return new Stream();
  }
  onConfigure(): bool {
    if (this.pluginConfiguration.length > 0) return false;
    return true;
  }
}
class Stream extends HttpContext {
  onRequestHeaders(endOfStream: bool): HeadersAction {
    if (this.request.headers.has("x-trap")) {
      unreachable();
    }
    return HeadersAction.Continue;
  }
}
registerPlugin<Plugin>("counted");
`;

let projectDir: string;
let wasm: Uint8Array;

beforeAll(async () => {
  projectDir = await mkdtemp(join(tmpdir(), "mesh-wasm-counts-"));
  const entry = join(projectDir, "assembly/index.ts");
  await mkdir(join(projectDir, "assembly"));
  await writeFile(entry, source);
  ({ wasm } = await compile({ entry, projectDir, name: "counted", mode: "debug", coverage: true }));
});

afterEach(() => {
  writeCoverage(join(projectDir, "written"));
  vi.unstubAllEnvs();
});

afterAll(() => rm(projectDir, { recursive: true }));

/** How often each line ran. */
function lines(): Record<string, number> {
  return coverageOfProcess().fileCoverageFor(join(projectDir, "assembly/index.ts")).getLineCoverage() as never;
}

function collecting(): void {
  vi.stubEnv(coverageVariable, join(projectDir, "counts"));
  vi.stubEnv(coverageProjectVariable, projectDir);
}

test("what ran in the VMs of a host is collected when it stops, also where one has trapped", async () => {
  collecting();
  const filter = await loadFilter(wasm, { rootId: "counted", allowTraps: true, workers: 2 });
  await filter.request({ worker: 0 });
  await filter.request({ worker: 1, headers: { "x-trap": "1" } });
  expect(coverageOfProcess().files()).toEqual([]);
  await filter[Symbol.asyncDispose]();
  // The trial, the main thread and two workers have configured it
  expect(lines()).toEqual({ "5": 2, "8": 4, "9": 4, "14": 2, "15": 1, "17": 1, "20": 5 });
});

test("a configuration that is refused counts, too", async () => {
  collecting();
  await expect(loadFilter(wasm, { rootId: "counted", configuration: "no" })).rejects.toMatchObject({ code: "MW0525" });
  expect(lines()).toMatchObject({ "8": 1, "9": 0 });
});

test("nothing is collected where nobody asks", async () => {
  vi.stubEnv(coverageVariable, "");
  await using filter = await loadFilter(wasm, { rootId: "counted" });
  await filter.request();
  await filter[Symbol.asyncDispose]();
  expect(coverageOfProcess().files()).toEqual([]);
});
