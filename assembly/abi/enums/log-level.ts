/**
 * How important a log message is.
 *
 * Source: Proxy-Wasm 0.2.1, `proxy_log_level_t`.
 */
export enum LogLevel {
  Trace = 0,
  Debug = 1,
  Info = 2,
  Warn = 3,
  Error = 4,
  Critical = 5,
}
