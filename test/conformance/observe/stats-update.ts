import type { CallNode, Entry } from "./trace.ts";

/** Keeps of what a stats sink is told only what it logs: how many metrics a proxy has itself is its own affair. */
export function withoutOwnStats(entries: readonly Entry[]): Entry[] {
  return entries.flatMap((entry) => (isUpdate(entry) ? updateOf(entry) : [entry]));
}

function isUpdate(entry: Entry): entry is CallNode {
  return typeof entry !== "string" && entry.name === "envoy_on_stats_update";
}

function updateOf(update: CallNode): Entry[] {
  const inner = update.inner.filter((entry) => typeof entry !== "string" && entry.head.startsWith("log "));
  const trapped = update.result?.startsWith("trap: ");
  if (inner.length === 0 && !trapped) return [];
  return [{ ...update, head: update.head.replace(/, \d+\)$/, ", SIZE)"), inner }];
}
