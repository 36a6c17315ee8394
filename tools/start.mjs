// `npm start`: everything that is missing, then the main job.
import { main, meshWasm, provisionBuild, provisionPackages } from "./provision.mjs";

await main(async () => {
  await provisionPackages();
  await provisionBuild();
  return meshWasm(["demo", ...process.argv.slice(2)], { check: false });
});
