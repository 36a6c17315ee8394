import { expect, test } from "vitest";
import { processContext } from "../core/index.ts";
import { benchHost } from "./host.ts";
import { showReport } from "./report.ts";

test("the host, the peer's design and Envoy serve the same exchanges", async () => {
  const plan = { rounds: 2, exchanges: { host: 50, peer: 5, envoy: 64 }, warmUp: 1, loads: 2 };
  const report = await benchHost(processContext(), plan);
  process.stdout.write(showReport(report));
  expect(report).toMatchObject({ name: "host", rounds: 2, envoy: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  expect(report.results.map((result) => result.case)).toEqual([
    "host",
    "host-direct",
    "peer-design",
    "envoy",
    "envoy-nothing",
  ]);
  for (const result of report.results) {
    expect(result["us_per_exchange"]).toBeGreaterThan(0);
    expect(Number(result["exchanges_per_second"]) * Number(result["us_per_exchange"])).toBeCloseTo(1e6);
    expect(result["to_host"]).toBeGreaterThan(0);
  }
  const [host, , peer] = report.results;
  expect(host).toMatchObject({
    to_host: 1,
    to_bar: expect.any(Number),
    load_first_request_ms: expect.any(Number),
    load_to_bar: expect.any(Number),
  });
  expect(peer).toMatchObject({ to_bar: expect.any(Number) });
  expect(report.left_out?.map((each) => each.case)).toEqual(["fastedge-test"]);
});
