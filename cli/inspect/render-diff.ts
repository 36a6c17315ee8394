import { formatSize } from "../config/size.ts";
import type { CommandContext } from "../framework/context.ts";
import type { Changes, Compared, ModuleDiff } from "./diff-modules.ts";
import { touchKinds, touchTitles } from "./touches.ts";

/** How two modules differ, for people. */
export function renderDiff(
  { from, to, hostCalls, touches, callbacks, rootIds, configuration }: ModuleDiff,
  ctx: CommandContext,
): string {
  const sections = [
    section("Host calls", hostCalls, ctx),
    ...touchKinds.map((kind) => section(touchTitles[kind], touches[kind], ctx)),
    section("Callbacks", callbacks, ctx),
    section("Root ids", rootIds, ctx),
    section("Configuration", configuration, ctx),
  ].filter((text) => text !== "");
  const same =
    "They call the same functions of the proxy, touch the same, and have the same callbacks, root ids and fields of configuration.\n";
  const sizes = `${side("-", from)}${side("+", to)}`;
  return [sizes, ...(sections.length > 0 ? sections : [same])].join("\n");
}

function side(mark: string, { name, digest, size }: Compared): string {
  return `${mark} ${name}  ${formatSize(size)}${digest === null ? "" : `  ${digest}`}\n`;
}

function section(title: string, { added, removed }: Changes, { style: { color } }: CommandContext): string {
  const lines = [
    ...removed.map((entry) => color.red(`- ${entry}`)),
    ...added.map((entry) => color.green(`+ ${entry}`)),
  ];
  return lines.length === 0 ? "" : `${color.bold(title)}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}
