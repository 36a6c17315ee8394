import { logEntry } from "./log-entry.ts";

/** Why a plugin has refused something, as it has logged it. */
export interface PluginReason {
  /** One line of no great length. */
  text: string;
  /** Envoy's words that have no more to tell than the text; `null` where there is more. */
  words: string | null;
}

/** What a plugin has logged. */
interface Said {
  level: string;
  /** Envoy's words before it: root id and VM id. */
  by: string;
  text: string;
  words: string;
  /** Whether it is of several lines. */
  goesOn: boolean;
}

const longest = 200;

/** The first error, or else the first warning, of the plugin that logged the last one: with it Envoy has given up. */
export function reasonOf(lines: readonly string[]): PluginReason | undefined {
  const said = lines.flatMap((line, index) => saidIn(line, lines[index + 1]));
  return firstOfLast(said, ["error", "critical"]) ?? firstOfLast(said, ["warning"]);
}

function firstOfLast(said: readonly Said[], levels: readonly string[]): PluginReason | undefined {
  const some = said.filter(({ level }) => levels.includes(level));
  const first = some.find(({ by }) => by === some.at(-1)?.by);
  if (!first) return undefined;
  const { text, words, goesOn } = first;
  if (text.length > longest) return { text: `${text.slice(0, longest)}…`, words: null };
  return { text, words: goesOn ? null : words };
}

function saidIn(line: string, next: string | undefined): Said[] {
  const entry = logEntry(line);
  const found = entry && /^(wasm log(?: .*?)?): (.*)$/.exec(entry.message);
  if (!entry || !found) return [];
  const [words, by = "", text = ""] = found;
  if (text.trim() === "") return [];
  return [{ level: entry.level, by, text: text.trim(), words, goesOn: next !== undefined && logEntry(next) === null }];
}
