import * as v from "valibot";
import { logLevels } from "../logs/log-book.ts";
import type { LogFilter } from "../logs/log-view.ts";
import { fields, word } from "./schemas.ts";

/** Which lines are meant, among those of these plugins. */
export function logFilter(plugins: readonly string[]): v.GenericSchema<LogFilter> {
  return fields<LogFilter>({
    level: v.optional(word(logLevels)),
    plugin: v.optional(word(plugins)),
  });
}
