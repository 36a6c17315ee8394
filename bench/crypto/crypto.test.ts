import { expect, test } from "vitest";
import { processContext } from "../../core/index.ts";
import { showReport } from "../report.ts";
import { benchCrypto } from "./crypto.ts";

test("every way tells valid signatures from others in Envoy", async () => {
  // With so few checks the figures mean nothing; but a case that takes a wrong signature, or refuses a valid one, rejects.
  const report = await benchCrypto(processContext(), { rounds: 2, milliseconds: 0, steady: 1 });
  process.stdout.write(showReport(report));
  const hasRust = report.left_out?.length === 0;
  const names = report.results.map((result) => result.case);
  expect(names.filter((name) => !name.endsWith(" rust"))).toEqual([
    "RS256 foreign",
    "RS256 native",
    "RS256 sdk",
    "ES256 foreign",
    "ES256 native",
    "ES256 sdk",
    "Ed25519 sdk",
    "PS256 sdk",
    "HS256 sdk",
    "SHA-256 of 64 KiB sdk",
  ]);
  expect(names.filter((name) => name.endsWith(" rust"))).toHaveLength(hasRust ? 6 : 0);
  for (const result of report.results) {
    expect(result["cpu_us_per_check"]).toEqual(expect.any(Number));
    expect(result["bytes"]).toBeGreaterThan(1000);
    expect("to_rust" in result).toBe(hasRust);
    expect("to_foreign" in result).toBe(/^[RE]S256 /.test(result.case));
  }
});
