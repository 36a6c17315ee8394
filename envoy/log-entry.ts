/** A line of Envoy's log. */
export interface LogEntry {
  level: string;
  logger: string;
  /** Without time, thread and source file. */
  message: string;
}

/** Takes a line of Envoy's log apart; `null` for one that goes on with the entry before, and for what is no log. */
export function logEntry(line: string): LogEntry | null {
  const found = /^\[[^\]]+\]\[\d+\]\[(\w+)\]\[(\w+)\] (?:\[[^\]]+\] )?(.*)$/.exec(line);
  if (!found) return null;
  const [, level = "", logger = "", message = ""] = found;
  return { level, logger, message };
}
