import { expect, test } from "vitest";
import { processContext } from "../core/index.ts";
import { showReport } from "./report.ts";
import { faultOf, requestOf } from "./soak/exchange.ts";
import { verdictOn } from "./soak/verdict.ts";
import { benchSoak, soakPlan } from "./soak.ts";

test("three thousand requests are answered right, and nothing traps", async () => {
  const before = process.exitCode;
  const report = await benchSoak(processContext(), { requests: 3000, each: 500 });
  // So few requests say nothing about memory, which may well grow still
  process.exitCode = before;
  process.stdout.write(showReport(report));
  expect(report).toMatchObject({ name: "soak", rounds: 6, envoy: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
  const [requests, ...others] = report.results;
  const memory = others.slice(0, -1);
  expect(requests).toEqual({
    case: "requests",
    requests: 3000,
    seconds: expect.any(Number),
    per_second: expect.any(Number),
    body_mb: expect.any(Number),
    calls: 937,
    wrong: 0,
  });
  expect(memory.map((result) => result.case)).toEqual(["pages", "rss_kib", "vms"]);
  for (const result of memory) {
    expect(result["warm"]).toBeGreaterThan(0);
    expect(result["end"]).toBeGreaterThan(0);
    expect(result["growth"]).toBe(Number(result["end"]) / Number(result["warm"]));
    expect(result["flat"]).toMatch(/^(?:yes|no)$/);
  }
  expect(others.at(-1)).toEqual({ case: "log", faults: 0 });
});

test("a response that is not as it has to be is found", () => {
  const request = requestOf(5);
  const headers = { "x-version": "3", "x-id": "5", "x-rule": "none", "x-headers": "14" };
  const right = { status: 200, headers, body: request.expected };
  expect(faultOf(request, right, [3, 4])).toBe("");
  expect(faultOf(request, { ...right, status: 503 }, [3, 4])).toContain("status 503");
  expect(faultOf(request, right, [4, 5])).toBe("version 3 of 4 to 5");
  expect(faultOf(request, { ...right, headers: { ...headers, "x-id": "6" } }, [3, 4])).toBe("id 6");
  expect(faultOf(request, { ...right, headers: { ...headers, "x-answer": "waited" } }, [3, 4])).toContain(
    "answer waited",
  );
  expect(faultOf(request, { ...right, body: request.body }, [3, 4])).toContain("not as expected");
  const reversed = Buffer.concat([Buffer.from(request.body).reverse(), Buffer.from("!")]);
  expect(request.expected).toEqual(reversed);
});

test("memory is flat when it ends as it was once all was warm", () => {
  const cold = Array(10).fill(1);
  expect(verdictOn([...cold, ...Array(30).fill(8)])).toEqual({ warm: 8, end: 8, growth: 1, flat: "yes" });
  const growing = Array.from({ length: 40 }, (_, index) => 100 + index);
  expect(verdictOn(growing)).toEqual({ warm: 114.5, end: 134.5, growth: 134.5 / 114.5, flat: "no" });
  expect(verdictOn([...cold, ...Array(10).fill(10), ...Array(20).fill(11)])).toMatchObject({
    growth: 1.1,
    flat: "yes",
  });
});

test("the number of requests can be given", () => {
  expect(soakPlan(["soak"]).requests).toBe(2_000_000);
  expect(soakPlan(["soak", "--requests", "7000", "--json"]).requests).toBe(7000);
  expect(soakPlan(["soak", "--requests=7000"]).requests).toBe(7000);
});
