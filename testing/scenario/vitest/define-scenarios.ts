import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { findModule } from "../../modules/find-module.ts";
import { readManifest } from "../../modules/manifest.ts";
import { engineNameOf } from "../../plan.ts";
import { brokenSuiteError, failuresError } from "../failures-error.ts";
import { findSuites } from "../find-suites.ts";
import { openSuiteInProxy, type ProxySuite } from "../proxy/open-suite-in-proxy.ts";
import { readSuite } from "../read-suite.ts";
import { openSuite, type SuiteOptions, type SuiteTest } from "../run/run-suite.ts";
import type { TestSuite } from "../suite.ts";
import { filterOf } from "./filter-of.ts";

/** What is used of vitest. It is handed in: there must be just one in a process. */
export interface VitestApi {
  beforeAll(callback: () => Promise<void>): void;
  afterAll(callback: () => Promise<void>): void;
  test(name: string, body: (context: { skip(reason: string): void }) => Promise<void>): void;
}

/** Where a suite is. */
export interface SuitePlace {
  /** Path of the suite. */
  file: string;
  projectDir: string;
}

/**
 * Makes a test of vitest of each test of a suite. On the engine `host` the runner of scenarios runs them, on others a real
 * proxy does, where those that cannot hold there are skipped with the reason.
 *
 * @throws MeshWasmError MW0431 where the file is no suite.
 */
export function defineScenarios(vitest: VitestApi, place: SuitePlace): void {
  const suite = suiteAt(place.file);
  const engine = engineNameOf({}, process.env);
  if (engine === "host") defineOnRunner(vitest, place, suite);
  else defineInProxy(vitest, place, suite);
}

function suiteAt(file: string): TestSuite {
  try {
    return readSuite(file);
  } catch (error) {
    throw brokenSuiteError(error);
  }
}

function defineOnRunner({ beforeAll, test }: VitestApi, place: SuitePlace, suite: TestSuite): void {
  let tests: SuiteTest[] = [];
  beforeAll(async () => {
    tests = openSuite(optionsOf(place, suite));
  });
  for (const [index, { name }] of suite.test.entries()) {
    test(name, async () => {
      throwIfAny(place.file, tests[index]?.run().failures);
    });
  }
}

function defineInProxy({ beforeAll, afterAll, test }: VitestApi, place: SuitePlace, suite: TestSuite): void {
  let opened: ProxySuite | undefined;
  beforeAll(async () => {
    opened = await openSuiteInProxy(optionsOf(place, suite));
  });
  afterAll(async () => opened?.[Symbol.asyncDispose]());
  for (const [index, { name }] of suite.test.entries()) {
    test(name, async ({ skip }) => {
      const { whyNot = [], run } = opened?.tests[index] ?? {};
      if (whyNot.length > 0) skip(whyNot.join("; "));
      throwIfAny(place.file, await run?.());
    });
  }
}

/** The module and the configuration of a suite, by their names where it does not say them. */
function optionsOf({ file, projectDir }: SuitePlace, { env }: TestSuite): SuiteOptions {
  if (env?.wasmPath) return { file, ...configurationOf(file) };
  const filters = readManifest(process.env)?.filters ?? builtFilters(projectDir);
  const filter = filterOf(file, projectDir, Object.keys(filters));
  const { wasm, sourceMap } = findModule(filter, { cwd: projectDir, env: process.env });
  return { file, module: wasm, sourceMap: sourceMap(), ...configurationOf(file) };
}

/** Without `mesh-wasm test`: what `mesh-wasm build` has written. */
function builtFilters(projectDir: string): Record<string, unknown> {
  const folder = join(projectDir, "build");
  const modules = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".wasm")) : [];
  return Object.fromEntries(modules.map((name) => [basename(name, ".wasm"), name]));
}

function configurationOf(file: string): Pick<SuiteOptions, "configuration"> {
  const configuration = findSuites(dirname(file)).find((suite) => suite.file === file)?.configuration;
  return configuration === undefined ? {} : { configuration: readFileSync(configuration) };
}

function throwIfAny(file: string, failures: Parameters<typeof failuresError>[1] = []): void {
  if (failures.length > 0) throw failuresError(file, failures);
}
