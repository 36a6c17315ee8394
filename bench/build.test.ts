import { expect, test } from "vitest";
import { benchBuild } from "./build.ts";
import { showReport } from "./report.ts";

test("the blank template is small, and building it again is quick", async () => {
  const report = await benchBuild();
  process.stdout.write(showReport(report));
  const [first, second] = report.results;
  expect(first?.["bytes"]).toBeLessThanOrEqual(6144);
  expect(second?.["over_first"]).toBeLessThanOrEqual(0.2);
});
