import { appendFileSync } from "node:fs";
import { type ByteString, fromBytes, fromText, toBytes } from "../../../host/bytes.ts";
import { loadModule } from "../../../host/vm/loaded-module.ts";
import { beside, readNamedFile, readSuite } from "../read-suite.ts";
import type { Env, Test, TestSuite } from "../suite.ts";
import { runTest, type TestOutcome, type TestSetup } from "./run-test.ts";
import { scenarioServices } from "./scenario-vm.ts";

/** A suite to run, and what with. */
export interface SuiteOptions {
  /** Path of the suite: protobuf text, or YAML. */
  file: string;
  /** The module; default: `env.wasm_path` of the suite. */
  module?: Uint8Array;
  /** JSON of its source map, so that traps tell their lines. */
  sourceMap?: string | null;
  /** The plugin configuration; default: the file of `env.config_path`, or none. */
  configuration?: string | Uint8Array;
}

/** A test of a suite, ready to run. */
export interface SuiteTest {
  test: Test;
  run(): TestOutcome;
}

/**
 * Reads a suite of service-extensions, whose tests can then be run in any order: each has a VM of its own, but shared data
 * outlives it. Modules of any SDK will do.
 *
 * @throws MeshWasmError MW0431 and MW0432 for the suite and the files that it names, MW0523 and MW0524 for a module that Envoy
 * would not load.
 * @example
 * for (const { test, run } of openSuite({ file: "tests.textpb", module })) {
 *   for (const { phase, message } of run().failures) console.log(test.name, phase, message);
 * }
 */
export function openSuite(options: SuiteOptions): SuiteTest[] {
  const { suite, setup } = setUpSuite(options);
  return suite.test.map((test) => ({
    test,
    run() {
      const outcome = runTest(test, setup);
      writeLog(options.file, suite.env, test, outcome);
      return outcome;
    },
  }));
}

/** Reads a suite and what its tests run with. */
export function setUpSuite(options: SuiteOptions): { suite: TestSuite; module: Uint8Array; setup: TestSetup } {
  const { file, configuration } = options;
  const suite = readSuite(file);
  const module = options.module ?? toBytes(readNamedFile(file, suite.env?.wasmPath ?? ""));
  const setup: TestSetup = {
    module: loadModule(module),
    sourceMap: options.sourceMap ?? null,
    configuration: configurationOf(file, suite, configuration),
    services: scenarioServices(suite.env),
    readFile: (path) => readNamedFile(file, path),
  };
  return { suite, module, setup };
}

function configurationOf(file: string, { env }: TestSuite, given: string | Uint8Array | undefined): ByteString {
  if (typeof given === "string") return fromText(given);
  if (given) return fromBytes(given);
  return env?.configPath ? readNamedFile(file, env.configPath) : "";
}

/** Appends to the file that the suite wants its log in. What would go to a terminal is in the outcome of the test. */
function writeLog(file: string, env: Env | undefined, { name }: Test, { logs }: TestOutcome): void {
  const path = env?.logPath ?? "";
  if (path === "" || path.startsWith("/dev/")) return;
  const lines = [`--- Starting test: ${name} ---`, ...logs, `--- Finished test: ${name} ---`];
  appendFileSync(beside(file, path), toBytes(`${lines.join("\n")}\n`));
}
