// `npm run conformance -- [AREA…] [--envoy VERSION…] [--record] [--json]`: the host against Envoy, from a bare clone.
import { main, provisionBuild, provisionPackages, run } from "./provision.mjs";

await main(async () => {
  await provisionPackages();
  await provisionBuild();
  return run("node", ["node_modules/jiti/lib/jiti-cli.mjs", "test/conformance/main.ts", ...process.argv.slice(2)], {
    check: false,
  });
});
