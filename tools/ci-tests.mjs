// The tests of `.ci/run`: `npm test`, then `npm run test:registry` and `npm run test:mesh` where there is Go. Last line: the sum.
import { withoutApart } from "./apart.mjs";
import { main, run, say, succeeds } from "./provision.mjs";
import { readCounts, removeReport, showCounts } from "./run-vitest.mjs";

await main(async () => {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const tool of suites()) {
    await removeReport();
    const status = await run("node", [`tools/${tool}.mjs`], { check: false });
    // One that ends without counting has failed
    const counts = (await readCounts()) ?? { passed: 0, failed: 1, skipped: 0 };
    if (status !== 0) counts.failed ||= 1;
    for (const name of Object.keys(sum)) sum[name] += counts[name];
  }
  process.stdout.write(`${showCounts(sum)}\n`);
  return sum.failed === 0 ? 0 : 1;
});

function suites() {
  if (!succeeds("go", ["version"])) {
    say("leaving out npm run test:registry and test:mesh: there is no Go to build other people's programs with");
    return ["test"];
  }
  const reason = withoutApart();
  if (!reason) return ["test", "test-registry", "test-mesh"];
  say(`leaving out npm run test:mesh: ${reason}`);
  return ["test", "test-registry"];
}
