import { expect, test } from "vitest";
import { showReport } from "./report.ts";

test("a report is a table: names on the left, numbers on the right, what is left out below", () => {
  const report = {
    name: "sdk",
    rounds: 3,
    envoy: "1.40.0",
    results: [
      { case: "nothing", cpu_us: 30.126 },
      { case: "raw", cpu_us: 1234.5, bytes: 1089 },
    ],
    left_out: [{ case: "rust", reason: "there is no rustc on this machine" }],
  };
  expect(showReport(report)).toBe(
    [
      "sdk, 3 rounds, Envoy 1.40.0",
      "  case     cpu_us  bytes",
      "  nothing   30.13       ",
      "  raw        1235   1089",
      "  left out: rust: there is no rustc on this machine",
      "",
    ].join("\n"),
  );
});
