import { expect, test } from "vitest";
import { sampleNames } from "./support/sample-module.ts";
import { samplesPage } from "./support/samples-page.ts";

test("docs/samples.md is what the samples say", async () => {
  await expect(samplesPage()).toMatchFileSnapshot("../../docs/samples.md");
});

test("every sample says what it does, and in which callbacks", () => {
  const rows = samplesPage()
    .split("\n")
    .filter((line) => line.startsWith("| ["));
  expect(rows).toHaveLength(sampleNames().length);
  for (const row of rows) expect(row).toMatch(/^\| \[\w+\]\(.*\) \| [A-Z].*\. \| [a-z, ]+ \|$/);
});
