import { defineConfig } from "mesh-wasm";

export default defineConfig({
  filters: {
    "filter-name": { entry: "assembly/index.ts" },
  },
});
