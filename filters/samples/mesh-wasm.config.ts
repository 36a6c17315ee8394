import { existsSync, readdirSync } from "node:fs";
import { defineConfig } from "mesh-wasm";

/** Each folder here with a filter in it is one. */
const names = readdirSync(import.meta.dirname).filter((name) => existsSync(`${import.meta.dirname}/${name}/assembly`));

export default defineConfig({
  filters: Object.fromEntries(names.map((name) => [name, { entry: `${name}/assembly/index.ts` }])),
});
