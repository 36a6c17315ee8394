import type { Context } from "../../core/index.ts";
import type { Report } from "../report.ts";
import { type Case, luaCase, moduleCases, nativeCase, nothing } from "./cases.ts";
import { fullPlan, measureCases, type Plan } from "./measure.ts";
import { reportOf } from "./report-of.ts";
import { mirror } from "./work.ts";

/** Three request headers read, three response headers added. */
export async function benchSdk(ctx: Context, plan: Plan = fullPlan): Promise<Report> {
  const built = await moduleCases(ctx, "mirror", ["raw", "sdk", "strings", "rust", "gcore"]);
  const cases: Case[] = [nothing, nativeCase(), await luaCase("mirror"), ...built.cases];
  const measured = await measureCases(ctx, cases, mirror, plan);
  return await reportOf("sdk", mirror, { cases, leftOut: built.leftOut }, measured);
}
