import type { CommandContext } from "../framework/context.ts";
import type { Hunk } from "./diff-lines.ts";
import type { ChangedFile, Migration } from "./migrate-project.ts";

/** A migration as people read it: what changes, what to know, what to do now. */
export function renderMigration({ files, notes, next, dryRun }: Migration, { style }: CommandContext): string {
  const { color } = style;
  const blocks = files.map((file) => fileBlock(file, color));
  if (files.length === 0) blocks.push("Nothing is left to change.\n");
  if (notes.length > 0) blocks.push(`Notes:\n${notes.map((note) => `  ${note}\n`).join("")}`);
  if (dryRun && files.length > 0) blocks.push("Nothing was written. Run it without --dry-run to change these files.\n");
  if (next.length > 0) blocks.push(`Next:\n${next.map((line) => `  ${color.cyan(line)}\n`).join("")}`);
  return blocks.join("\n");
}

type Colors = CommandContext["style"]["color"];

function fileBlock({ path, action, hunks }: ChangedFile, color: Colors): string {
  const title = action === "create" ? `${color.bold(path)} (new)` : color.bold(path);
  return `${title}\n${hunks.map((hunk) => hunkLines(hunk, color)).join("")}`;
}

function hunkLines({ line, removed, added }: Hunk, color: Colors): string {
  const lines = [
    ...removed.map((text) => color.red(`- ${text}`.trimEnd())),
    ...added.map((text) => color.green(`+ ${text}`.trimEnd())),
  ];
  const width = 6;
  return lines.map((text, index) => `${(index === 0 ? String(line) : "").padStart(width)}  ${text}\n`).join("");
}
