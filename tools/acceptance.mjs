// `npm run acceptance [-- --json]`: suites that others have written, on the samples, from a bare clone.
import { main, provisionBuild, provisionPackages, run } from "./provision.mjs";

await main(async () => {
  await provisionPackages();
  await provisionBuild();
  return run("node", ["node_modules/jiti/lib/jiti-cli.mjs", "test/acceptance/main.ts", ...process.argv.slice(2)], {
    check: false,
  });
});
