import type { ProxyState } from "../../mesh/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { shortDigest } from "../framework/short-digest.ts";
import { table } from "../framework/table.ts";

/** A line for each proxy. */
export function renderStates(states: readonly ProxyState[], ctx: CommandContext): string {
  const rows = states.map(({ workload, proxy, state, digest, why }) => [
    workload ?? "-",
    proxy,
    state,
    shortDigest(digest),
    why ?? "",
  ]);
  const titles = ["WORKLOAD", "PROXY", "STATE", "DIGEST", "WHY"].map((title) => ({ title }));
  return table(titles, rows, ctx.style);
}
