export type { UnitTestBuild } from "./build-unit-tests.ts";
export { isUnitTestFile, unitTestsPlugin, type VitePlugin } from "./unit-tests-plugin.ts";
