/**
 * Suites of scenarios in the format of GoogleCloudPlatform/service-extensions, as protobuf text or YAML: on a runner with that
 * project's semantics, or in a proxy.
 *
 * @module
 */
export { failuresError } from "./failures-error.ts";
export { type FoundSuite, findSuites } from "./find-suites.ts";
export {
  openSuiteInProxy,
  type ProxySuite,
  type ProxySuiteOptions,
  type ProxyTest,
} from "./proxy/open-suite-in-proxy.ts";
export { isSuiteFile, readSuite } from "./read-suite.ts";
export type { Failure } from "./run/check-phase.ts";
export { openSuite, type SuiteOptions, type SuiteTest } from "./run/run-suite.ts";
export type { TestOutcome } from "./run/run-test.ts";
export type * from "./suite.ts";
export { isScenarioFile, type ScenariosPlugin, scenariosPlugin } from "./vitest/scenarios-plugin.ts";
