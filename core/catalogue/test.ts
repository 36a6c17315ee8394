import type { CatalogueEntry } from "./entry.ts";

/** 0410 to 0429: tests. */
export const testErrors = {
  MW0410: {
    title: "Tests have failed",
    cause: "At least one test of the run has failed, or a test file could not be loaded.",
    fix: "Read the report above: it says which, and why.",
    exitCode: 1,
  },
  MW0411: {
    title: "The engine cannot do this",
    cause:
      "A real Envoy has its own clock, random numbers and memory, which no test can set or read. The host of mesh-wasm can.",
    fix: "Run the test on the host. `mesh-wasm test` skips it on other engines and says why; elsewhere wrap it in `skippable`, or ask `supports` first.",
    exitCode: 1,
  },
  MW0412: {
    title: "What the test waits for will not happen",
    cause:
      "Nothing is left to happen in the host: no request, call or timer is under way that could bring what the test waits for.",
    fix: "Look at `filter.logs` for what the filter did instead, and check the text that is waited for.",
    exitCode: 1,
  },
  MW0413: {
    title: "There is no module to test",
    cause: "Tests load the module that was built, not the source.",
    fix: "Run the tests with `mesh-wasm test`, which builds first, or run `mesh-wasm build`.",
    exitCode: 3,
  },
  MW0414: {
    title: "The module is older than its source",
    cause: "A source file was changed after the module was built, so the test would prove nothing about it.",
    fix: "Run the tests with `mesh-wasm test`, which builds what has changed, or run `mesh-wasm build` before.",
    exitCode: 3,
  },
  MW0415: {
    title: "The test uses the filter wrongly",
    cause:
      "A test names a cluster, plugin, worker or engine that the filter was not loaded with, or an option that there is not, gives one a value that it cannot have, or contradicts itself. Real Envoys would go on with some of this, stop at other things, and wait for ever at a few; so it is refused on every engine before anything starts.",
    fix: "Correct what the message names.",
    exitCode: 2,
  },
  MW0416: {
    title: "A test cannot send this",
    cause:
      "Around a real Envoy stand the clients and servers of Node, which refuse what HTTP forbids, and some more. So that a test has the same result everywhere, the host refuses it as well.",
    fix: "Leave out what the message names, or say it as HTTP allows it.",
    exitCode: 1,
  },
  MW0417: {
    title: "vitest is missing",
    cause: "`mesh-wasm test` runs the tests with the vitest of your project, and finds none.",
    fix: "Run `npm install --save-dev vitest@4.1` in the project.",
    exitCode: 4,
  },
  MW0418: {
    title: "No test was found",
    cause: "No file of the project is a test, or none has a test of the name that was asked for.",
    fix: "Test files are *.test.ts, assembly/*.spec.ts, *.textpb, *.tests.yaml and *.scenario.yaml; check the words after `mesh-wasm test` and those of --test-name-pattern.",
    exitCode: 1,
  },
} as const satisfies Record<string, CatalogueEntry>;
