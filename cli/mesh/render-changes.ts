import type { Change } from "../../mesh/index.ts";
import type { CommandContext } from "../framework/context.ts";

/** The lines that change, and what has become of each resource. */
export function renderChanges(changes: readonly Change[], isDryRun: boolean, ctx: CommandContext): string {
  return changes.map((change) => `${renderDiff(change, ctx)}${outcomeText(change, isDryRun)}\n`).join("");
}

function renderDiff({ diff, action }: Change, { style: { color } }: CommandContext): string {
  if (action === "unchanged") return "";
  const lines = diff.map((line) => {
    if (line.startsWith("+")) return color.green(line);
    return line.startsWith("-") ? color.red(line) : color.dim(line);
  });
  return lines.map((line) => `${line}\n`).join("");
}

function outcomeText({ kind, namespace, name, action, revision, digest }: Change, isDryRun: boolean): string {
  const done = isDryRun && action !== "unchanged" ? `would be ${action}` : action;
  const detail = revision === null ? "" : `, revision ${revision}`;
  return `${kind} ${namespace}/${name} ${done}${detail}${digest ? `, ${digest}` : ""}`;
}
