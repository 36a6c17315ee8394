import { expect, test } from "vitest";
import { processContext } from "../../core/index.ts";
import { type Report, showReport } from "../report.ts";
import { benchSdkBody } from "./body.ts";
import { benchSdk } from "./headers.ts";
import { benchSdkStreams } from "./streams.ts";
import { benchSdkWasm } from "./wasm.ts";

// The benchmarks themselves, with next to no requests: what they measure means nothing then, but before they measure they
// send a request to each case and reject when one does other work than the rest.
const ctx = processContext();
const quick = { rounds: 2, requests: 64, warmUp: 64 };

/** Case names of a report; those that this machine cannot build are told. */
function casesOf(report: Report): string[] {
  process.stdout.write(showReport(report));
  return report.results.map((result) => result.case);
}

function wanted(report: Report, names: readonly string[]): string[] {
  const missing = (report.left_out ?? []).map((each) => each.case);
  return names.filter((name) => !missing.includes(name));
}

test("every filter copies the same headers in Envoy", async () => {
  const report = await benchSdk(ctx, quick);
  expect(casesOf(report)).toEqual(
    wanted(report, ["nothing", "native", "lua", "raw", "sdk", "strings", "rust", "gcore"]),
  );
  const raw = report.results.find((result) => result.case === "raw");
  expect(raw).toMatchObject({ host_calls: 4, callbacks: 3, to_raw: 1 });
  const sdk = report.results.find((result) => result.case === "sdk");
  // Creation and end of the stream's context come on top of the two callbacks that the filter has.
  expect(sdk).toMatchObject({ host_calls: 4, callbacks: 4 });
});

test("every filter finds the same field of a JSON body in Envoy", async () => {
  const report = await benchSdkBody(ctx, quick);
  expect(casesOf(report)).toEqual(wanted(report, ["nothing", "lua", "raw", "sdk", "rust", "gcore"]));
});

test("every filter does the same while other streams are open", async () => {
  const report = await benchSdkStreams(ctx, quick, 20);
  expect(casesOf(report)).toEqual(wanted(report, ["nothing", "raw", "sdk", "rust", "gcore"]));
});

test("every filter adds the same bytes in Node", async () => {
  const report = await benchSdkWasm(ctx, { rounds: 2, milliseconds: 1, warmUp: 500 });
  expect(casesOf(report)).toEqual(wanted(report, ["raw", "sdk", "strings", "rust", "gcore"]));
});
