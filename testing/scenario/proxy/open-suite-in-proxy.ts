import { fromText, toText } from "../../../host/bytes.ts";
import { loadFilter } from "../../load-filter.ts";
import type { FilterOptions } from "../../options.ts";
import { engineNameOf } from "../../plan.ts";
import type { TestFilter } from "../../test-filter.ts";
import { supports } from "../../unsupported.ts";
import type { Failure } from "../run/check-phase.ts";
import { type SuiteOptions, setUpSuite } from "../run/run-suite.ts";
import type { TestSetup } from "../run/run-test.ts";
import type { Test } from "../suite.ts";
import { checkExchange } from "./check-exchange.ts";
import { answerOf, requestOf } from "./proxy-exchange.ts";
import { whyNot } from "./why-not.ts";

/** A suite to run in a proxy: a real Envoy, or the host of mesh-wasm, which behaves like one. */
export interface ProxySuiteOptions extends SuiteOptions, Pick<FilterOptions, "engine" | "envoyVersion"> {}

/** A test of a suite, ready to run in a proxy. */
export interface ProxyTest {
  test: Test;
  /** Why it cannot hold in a proxy, whatever the filter does; nothing where it can. */
  whyNot: string[];
  /** What is not as expected. */
  run(): Promise<Failure[]>;
}

/** A suite in a proxy, which runs until it is disposed of. */
export interface ProxySuite extends AsyncDisposable {
  tests: ProxyTest[];
}

/**
 * Loads the filter of a suite into a proxy and makes a real exchange of each test: what goes in comes from a client and an
 * upstream, what comes out is looked for where it arrives. All tests share one VM, as streams of a proxy do.
 *
 * @throws as `loadFilter` and `openSuite`
 * @example
 * await using suite = await openSuiteInProxy({ file: "tests.textpb", module, engine: "envoy" });
 * for (const { test, whyNot, run } of suite.tests) {
 *   console.log(test.name, whyNot.length > 0 ? whyNot : await run());
 * }
 */
export async function openSuiteInProxy(options: ProxySuiteOptions): Promise<ProxySuite> {
  const { suite, setup, module } = setUpSuite(options);
  const { engine = engineNameOf({}, process.env), envoyVersion } = options;
  const setsClock = supports(engine, "clock");
  const filter = await loadFilter(module, {
    name: "suite",
    engine,
    configuration: toText(setup.configuration),
    logLevel: setup.services.logLevel,
    ...(setsClock ? { now: Number(setup.services.now() / 1_000_000n), clock: "manual" } : {}),
    ...(envoyVersion === undefined ? {} : { envoyVersion }),
  });
  const tests = suite.test.map((test) => ({
    test,
    whyNot: whyNot(test, setup, setsClock),
    run: () => runInProxy(filter, test, setup),
  }));
  return { tests, [Symbol.asyncDispose]: () => filter[Symbol.asyncDispose]() };
}

async function runInProxy(filter: TestFilter, test: Test, { readFile }: TestSetup): Promise<Failure[]> {
  filter.upstream = () => answerOf(test, readFile);
  const exchange = await filter.request(requestOf(test, readFile));
  const ofExchange = new Set(exchange.logs.lines);
  const startLogs = [...filter.logs.main, ...filter.logs].filter((line) => !ofExchange.has(line));
  return checkExchange({ test, exchange, startLogs: startLogs.map(({ message }) => fromText(message)), readFile });
}
