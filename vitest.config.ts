import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{core,module,host,envoy,testing,cli,test,bench,tools}/**/*.test.ts"],
    // A slow machine fails no test: only what a test asserts does.
    testTimeout: 0,
    hookTimeout: 0,
    teardownTimeout: 60_000,
    maxWorkers: 2,
  },
});
