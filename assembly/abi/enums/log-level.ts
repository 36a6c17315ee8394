/**
 * How important a log message is.
 *
 * Source: Proxy-Wasm 0.2.1, `proxy_log_level_t`.
 *
 * @example
 * if (log.isEnabled(LogLevel.Debug)) log.debug(this.request.path);
 */
export enum LogLevel {
  Trace = 0,
  Debug = 1,
  Info = 2,
  Warn = 3,
  Error = 4,
  Critical = 5,
}
