import type { ExplainedTrap } from "./explain-trap.ts";
import type { ExplainedFrame, FrameLocation } from "./trap-frame.ts";

/** Colours and marks, as the command line's styles have them. */
export interface TrapStyle {
  color: Record<"bold" | "dim" | "red", (text: string) => string>;
  mark: { fail: string; bar: string };
}

const plain: TrapStyle = {
  color: { bold: String, dim: String, red: String },
  mark: { fail: "✖", bar: "│" },
};

/**
 * A trap as lines for people: what happened, and the frames with their places and source lines. Of what is not the plugin's
 * own code, frames before its innermost function are dim, and those that only lead to it are left out.
 *
 * @param subject what trapped, such as the plugin's name
 */
export function renderTrap(trap: ExplainedTrap, subject = "the module", style: TrapStyle = plain): string[] {
  const { color, mark } = style;
  return [`${color.red(mark.fail)} ${color.bold(trapTitle(trap, subject))}`, ...renderFrames(trap, style)];
}

/** What happened, on one line. */
export function trapTitle(trap: ExplainedTrap, subject: string): string {
  const where = trap.callback ? ` in ${trap.callback}` : "";
  return `${subject} trapped${where}: ${trap.text.replaceAll("\n", " ")}${placeOfAbort(trap)}`;
}

/** Where the module says that it gave up, if no frame tells it. */
function placeOfAbort({ abort, frames }: ExplainedTrap): string {
  const at = abort?.position;
  if (!at || frames.some(({ location }) => location?.file === at.file && location.line === at.line)) return "";
  return ` (${at.file}:${at.line}:${at.column})`;
}

/** The frames alone, and what is to be said about them. */
export function renderFrames(trap: ExplainedTrap, style: TrapStyle = plain): string[] {
  return [...frameLines(trap, style), ...remarks(trap).map((remark) => style.color.dim(`    ${remark}`))];
}

/** The frames that tell something: none that only leads to the plugin's code, none that only reports. */
export function framesToShow({ frames }: Pick<ExplainedTrap, "frames">): ExplainedFrame[] {
  const last = frames.findLastIndex(({ origin, role }) => origin === "own" && role === "code");
  const wanted = last < 0 ? frames : frames.slice(0, last + 1);
  return wanted.filter(({ role }) => role === "code");
}

/** `assembly/rules.ts:8:12`; only what is known. */
export function placeText({ file, line, endLine, column, precision }: FrameLocation): string {
  if (precision === "near" && endLine !== line) return `${file}:${line}-${endLine}`;
  if (precision === "near") return `near ${file}:${line}`;
  return column === null || precision === "declaration" ? `${file}:${line}` : `${file}:${line}:${column}`;
}

interface Row {
  name: string;
  place: string;
  text: string;
  isOwn: boolean;
  /** How many frames alike it stands for. */
  count: number;
}

function frameLines(trap: ExplainedTrap, { color, mark }: TrapStyle): string[] {
  const rows = withoutRepetitions(framesToShow(trap).map(rowOf));
  const nameWidth = Math.min(48, Math.max(0, ...rows.map(({ name }) => name.length)));
  const placeWidth = Math.min(48, Math.max(0, ...rows.map(({ place }) => place.length)));
  return rows.flatMap(({ name, place, text, isOwn, count }) => {
    const line = `    at ${name.padEnd(nameWidth)}  ${place.padEnd(placeWidth)}`;
    const source = text ? `  ${color.dim(`${mark.bar} ${text}`)}` : "";
    const more = count > 1 ? [color.dim(`       … ${count - 1} more of the same`)] : [];
    const shown = text ? line : line.trimEnd();
    return [(isOwn ? shown : color.dim(shown)) + source, ...more];
  });
}

function rowOf({ name, origin, inlined, location }: ExplainedFrame): Row {
  const declared = location?.precision === "declaration";
  return {
    name: inlined && !name.startsWith("(") ? `${name} (inlined)` : name,
    place: location ? placeText(location) + (declared ? " (declared)" : "") : "",
    text: location?.text ?? "",
    isOwn: origin === "own",
    count: 1,
  };
}

function withoutRepetitions(rows: readonly Row[]): Row[] {
  const kept: Row[] = [];
  for (const row of rows) {
    const last = kept.at(-1);
    if (last && last.name === row.name && last.place === row.place) last.count++;
    else kept.push({ ...row });
  }
  return kept;
}

const mapProblems = {
  missing: "names only: there is no source map",
  unreadable: "names only: the source map cannot be read",
  "other-build": "names only: the source map is of another build",
};

function remarks({ isCut, mismatch, mapProblem, frames }: ExplainedTrap): string[] {
  if (mismatch !== null) return [`names only: this stack is of another module (${mismatch})`];
  if (mapProblem !== null) return [mapProblems[mapProblem]];
  if (isCut) return ["the engine tells no more frames"];
  return frames.every(({ offset }) => offset === null)
    ? ["without a stack, which Envoy tells only of modules with function names"]
    : [];
}
