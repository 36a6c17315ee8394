import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    // Sources are tested, not what was built of them
    alias: { "#host-platform": fileURLToPath(new URL("host/node/platform.ts", import.meta.url)) },
  },
  test: {
    // A slow machine fails no test: only what a test asserts does.
    testTimeout: 0,
    hookTimeout: 0,
    teardownTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "tests",
          include: ["{core,module,host,registry,mesh,envoy,testing,cli,test,tools}/**/*.test.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // What measures has the machine for itself, behind all else
        test: { name: "bench", include: ["bench/**/*.test.ts"], maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
