/**
 * `LogLevel` by the names of the old SDK.
 *
 * @example
 * log(LogLevelValues.info, "started");
 */
export enum LogLevelValues {
  trace = 0,
  debug = 1,
  info = 2,
  warn = 3,
  error = 4,
  critical = 5,
}
