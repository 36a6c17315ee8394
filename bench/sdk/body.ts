import type { Context } from "../../core/index.ts";
import type { HttpFilter } from "../../envoy/index.ts";
import type { Report } from "../report.ts";
import { type Case, luaCase, moduleCases, nothing } from "./cases.ts";
import { fullPlan, measureCases, type Plan } from "./measure.ts";
import { reportOf } from "./report-of.ts";
import { orders } from "./work.ts";

/**
 * In all cases, "nothing" too, Envoy's own filter holds the body: else the answer would come before the body, and Envoy would
 * close the connection.
 */
const buffer: HttpFilter = {
  name: "envoy.filters.http.buffer",
  typed_config: {
    "@type": "type.googleapis.com/envoy.extensions.filters.http.buffer.v3.Buffer",
    max_request_bytes: 65536,
  },
};

/** A JSON body of 1 KB parsed, a response header added. */
export async function benchSdkBody(ctx: Context, plan: Plan = bodyPlan): Promise<Report> {
  const built = await moduleCases(ctx, "orders", ["raw", "sdk", "rust", "gcore"]);
  const unbuffered: Case[] = [nothing, await luaCase("orders"), ...built.cases];
  const cases = unbuffered.map((each) => ({ ...each, filters: [buffer, ...each.filters] }));
  const measured = await measureCases(ctx, cases, orders, plan);
  return await reportOf("sdk-body", orders, { cases, leftOut: built.leftOut }, measured);
}

const bodyPlan: Plan = { ...fullPlan, rounds: 600 };
