import picocolors from "picocolors";
import type { Context, Output } from "../../core/index.ts";
import { isPlainTerminal } from "./context.ts";

/** When to colour: `auto` asks the stream and the environment. */
export type ColorMode = "auto" | "always" | "never";

/** Colours and marks that fit where the text goes. */
export interface Style {
  readonly color: ReturnType<typeof picocolors.createColors>;
  readonly mark: { ok: string; fail: string; warn: string; hint: string; arrow: string; dot: string };
}

const unicodeMarks = { ok: "✔", fail: "✖", warn: "⚠", hint: "→", arrow: "➜", dot: "·" };
const asciiMarks = { ok: "ok", fail: "x", warn: "!", hint: "->", arrow: "->", dot: "-" };

/** The style for one stream. `NO_COLOR` and `FORCE_COLOR` count where the mode is `auto`. */
export function styleFor(output: Output, mode: ColorMode, ctx: Pick<Context, "env"> & { platform: string }): Style {
  return {
    color: picocolors.createColors(wantsColor(output, mode, ctx.env)),
    mark: wantsUnicode(ctx) ? unicodeMarks : asciiMarks,
  };
}

function wantsColor(output: Output, mode: ColorMode, env: Context["env"]): boolean {
  if (mode !== "auto") return mode === "always";
  if (env["NO_COLOR"]) return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return output.isTTY && !isPlainTerminal(env);
}

function wantsUnicode({ env, platform }: Pick<Context, "env"> & { platform: string }): boolean {
  if (isPlainTerminal(env)) return false;
  if (platform === "win32") return env["WT_SESSION"] !== undefined || env["TERM_PROGRAM"] === "vscode";
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  return /utf-?8/i.test(locale);
}
