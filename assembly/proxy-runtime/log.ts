import { LogLevel } from "../abi/enums/log-level";
import { readLogLevel, writeLog } from "../abi/log-calls";
import { LogLevelValues } from "./enums/log-level-values";

/**
 * Writes a line to the proxy's log, at its level. May be used at any time, also while the module is loaded.
 *
 * @example
 * log(LogLevelValues.warn, "no token");
 */
export function log(level: LogLevelValues, logMessage: string): void {
  writeLog(<LogLevel>(<i32>level), logMessage);
}

/**
 * The level below which messages are dropped.
 *
 * @example
 * if (logLevel() <= LogLevelValues.debug) log(LogLevelValues.debug, "a text that takes long to put together");
 */
export function logLevel(): LogLevelValues {
  return <LogLevelValues>(<i32>readLogLevel());
}
