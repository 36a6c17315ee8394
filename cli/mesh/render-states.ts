import type { ProxyState } from "../../mesh/index.ts";
import type { CommandContext } from "../framework/context.ts";
import { table } from "../framework/table.ts";

/** A line for each proxy. */
export function renderStates(states: readonly ProxyState[], ctx: CommandContext): string {
  const rows = states.map(({ workload, proxy, state, digest, why }) => [
    workload ?? "-",
    proxy,
    state,
    digest ? digest.slice(0, "sha256:".length + 12) : "-",
    why ?? "",
  ]);
  const titles = ["WORKLOAD", "PROXY", "STATE", "DIGEST", "WHY"].map((title) => ({ title }));
  return table(titles, rows, ctx.style);
}
