import type { Style } from "../framework/style.ts";

/** A line of Envoy's log, taken apart. */
export interface LogLine {
  level: string;
  logger: string;
  message: string;
}

const envoyLine = /^\[[^\]]+\]\[\d+\]\[(\w+)\]\[([\w.]+)\] (?:\[[^\]]+\] )?(.*)$/s;
/** `wasm log <plugin> <root id> <vm id>: <message>`; the ids may be empty. */
const pluginLine = /^wasm log(?: (\S+))?[^:]*: (.*)$/s;

/** Takes a line apart; undefined for one that continues the line before it. */
export function parseLogLine(line: string): LogLine | undefined {
  const [, level, logger, message] = envoyLine.exec(line) ?? [];
  if (level === undefined || logger === undefined || message === undefined) return undefined;
  return { level, logger, message };
}

/** Turns Envoy's log into what a person wants to see; keeps in mind whether the last line was shown. */
export function logView(style: Style, everything: boolean): (line: string) => string | undefined {
  let shown = false;
  return (line) => {
    const parsed = parseLogLine(line);
    if (!parsed) return shown ? style.color.dim(`        ${line}`) : undefined;
    shown = everything || isWorthSeeing(parsed);
    return shown ? formatted(parsed, style) : undefined;
  };
}

/** What plugins say, and what is wrong with Envoy. */
function isWorthSeeing({ level, logger, message }: LogLine): boolean {
  if (logger === "wasm") return pluginLine.test(message) || isFault(level);
  return isFault(level);
}

function isFault(level: string): boolean {
  return level === "error" || level === "critical";
}

function formatted({ level, logger, message }: LogLine, style: Style): string {
  const [, plugin, said] = logger === "wasm" ? (pluginLine.exec(message) ?? []) : [];
  const source = said === undefined ? `envoy ${logger}` : (plugin ?? "plugin");
  return `${levelText(level, style)} ${style.color.bold(source)}  ${said ?? message}`;
}

function levelText(level: string, { color }: Style): string {
  const text = level.padEnd(7);
  if (isFault(level)) return color.red(text);
  if (level === "warning") return color.yellow(text);
  return level === "info" ? color.green(text) : color.dim(text);
}
