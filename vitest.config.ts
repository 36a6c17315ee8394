import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    // Sources are tested, not what was built of them
    alias: { "#host-platform": fileURLToPath(new URL("host/node/platform.ts", import.meta.url)) },
  },
  test: {
    include: ["{core,module,host,envoy,testing,cli,test,bench,tools}/**/*.test.ts"],
    // A slow machine fails no test: only what a test asserts does.
    testTimeout: 0,
    hookTimeout: 0,
    teardownTimeout: 60_000,
    maxWorkers: 2,
  },
});
