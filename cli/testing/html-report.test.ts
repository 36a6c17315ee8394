import { expect, test } from "vitest";
import { htmlReport } from "./html-report.ts";
import type { TestOutcome } from "./test-run.ts";

function outcome(name: string, state: TestOutcome["state"], messages: string[] = []): TestOutcome {
  return { file: "test/canary.test.ts", name, state, milliseconds: 3, messages };
}

test("a page has a row for each test and a column for each run, and nothing of a message is markup", () => {
  const target = { mode: "release", engine: "envoy" } as const;
  const counts = { passed: 1, failed: 1, skipped: 0, brokenFiles: 0, uncaughtErrors: 0 };
  const page = htmlReport([
    {
      ...target,
      envoyVersion: "1.38",
      ...counts,
      tests: [outcome("a & b", "passed"), outcome("c", "failed", ["<b>"])],
    },
    { ...target, envoyVersion: "1.40", ...counts, tests: [outcome("c", "skipped", ["no clock"])] },
  ]);
  expect(page).toContain('<th scope="col">release in Envoy 1.38</th><th scope="col">release in Envoy 1.40</th>');
  expect(page).toContain('a &amp; b</th><td class="passed">passed <small>3 ms</small></td><td></td>');
  expect(page).toContain("<details open><summary>failed <small>3 ms</small></summary><pre>&lt;b&gt;</pre></details>");
  expect(page).toContain("<pre>no clock</pre>");
  expect(page.match(/<tr/g)).toHaveLength(5);
  expect(page).not.toContain("<b>");
});

test("a file that could not be loaded has a row", () => {
  const broken = { ...outcome("", "failed", ["no such module"]), file: "test/broken.test.ts" };
  const counts = { passed: 0, failed: 0, skipped: 0, brokenFiles: 1, uncaughtErrors: 0, tests: [broken] };
  const page = htmlReport([{ mode: "debug", engine: "host", envoyVersion: undefined, ...counts }]);
  expect(page).toContain("the file itself");
  expect(page).toContain("0 passed, 1 failed, 0 skipped");
});
