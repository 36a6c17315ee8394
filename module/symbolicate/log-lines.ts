/** A line as Envoy wrote it, out of what a log collector made of it. */
export interface LogLine {
  text: string;
  /**
   * What a collector puts before each line to tell sources apart, without time stamps, such as `[pod/cart/istio-proxy]`; empty
   * for none.
   */
  source: string;
  /** The thread that wrote it; null where it does not say. */
  thread: string | null;
  /** Whether Envoy's time stamp is in it; a message goes on in lines without. */
  isStamped: boolean;
  /** Whether it ends a message: there are no more lines of it. */
  isLast: boolean;
}

/**
 * Takes a line of a log apart. Envoy can be told to write a message of several lines as one, escaped or in JSON; collectors
 * wrap lines in JSON, too. Then one line is several.
 */
export function logLines(line: string): LogLine[] {
  const raw = line.replace(/\r?\n?$/, "");
  const json = jsonIn(raw);
  if (json) return json.texts.flatMap((text) => severalLines(text, raw, source(json.before)));
  const text = /in-VM backtrace:\\n/.test(raw) ? raw.replaceAll("\\n", "\n") : raw;
  // Formats may be of one's own.
  const stamp = stampIn(raw) ?? (begins.test(raw) ? "" : null);
  return severalLines(text, raw, source(stamp ?? raw), stamp !== null);
}

/** What messages about traps begin with. */
export const begins = /\bwasm log\b|\bFunction: \S+ failed:/;

/** What is before Envoy's own part of a line, without time stamps: the same for all lines of one source. */
export function source(before: string): string {
  return before
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function severalLines(text: string, raw: string, from: string, isStamped = true): LogLine[] {
  const lines = text.replace(/\n$/, "").split("\n");
  return lines.map((one, index) => ({
    text: one,
    source: from,
    thread: threadIn(raw),
    isStamped: isStamped && index === 0 && !isContinuation(one),
    isLast: lines.length > 1 && index === lines.length - 1,
  }));
}

/** A collector's JSON has each line of a message by itself. */
function isContinuation(text: string): boolean {
  return /^\s*\d+:\s+0x[0-9a-f]+ - |^\s*Proxy-Wasm plugin in-VM backtrace:/.test(text);
}

function matters(text: string): boolean {
  return begins.test(text) || isContinuation(text);
}

/** What is before Envoy's time stamp; null where there is none. Of Envoy's own format, Istio's, and that of Google's logs. */
function stampIn(line: string): string | null {
  const stamps =
    /^(.*?)(?:\[\d{4}-\d\d-\d\d[ T][\d:.]+\w*\]\[|\d{4}-\d\d-\d\dT[\d:.]+Z\t\w+\tenvoy |[CEWIDT]\d{4} [\d:.]+ \d+ )/;
  return stamps.exec(line)?.[1] ?? null;
}

function threadIn(line: string): string | null {
  const threads = [/\]\[(\d+)\]\[/, /\tthread=(\d+)/, /\] \[(\d+)\]\[/, /"thread(?:_?id)?": ?"?(\d+)/i];
  for (const pattern of threads) {
    const [, thread] = pattern.exec(line) ?? [];
    if (thread !== undefined) return thread;
  }
  return null;
}

function jsonIn(line: string): { before: string; texts: string[] } | null {
  const at = line.indexOf("{");
  if (at < 0 || !/}\s*$/.test(line)) return null;
  try {
    const texts = stringsIn(JSON.parse(line.slice(at)));
    return { before: line.slice(0, at), texts: texts.some(matters) ? texts.filter(matters) : [""] };
  } catch {
    return null;
  }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
