import { basename } from "node:path";
import { renderFrames, type TrapStyle, trapTitle } from "../../module/index.ts";
import type { Style } from "../framework/style.ts";
import type { TrapReport } from "./trap-explainer.ts";

/** A trap as lines in the style of the command line, as it shows errors. */
export function trapLines(trap: TrapReport, style: Style): string[] {
  const { color, mark } = style;
  const title = `${color.red(mark.fail)} ${color.bold("MW0401")}  ${color.bold(trapTitle(trap, subjectOf(trap)))}`;
  return [title, ...renderFrames(trap, trapStyle(style))];
}

/** What trapped: the plugin's name, as far as the log tells it, else the module's. */
function subjectOf({ plugin: [name], module }: TrapReport): string {
  return name ?? (module ? basename(module) : "a plugin");
}

/** The style for what module/ renders. */
export function trapStyle({ color, mark }: Style): TrapStyle {
  return { color, mark: { fail: mark.fail, bar: mark.fail === "✖" ? "│" : "|" } };
}
