import { LogLevel } from "../abi/enums/log-level";
import { readLogLevel, writeLog } from "../abi/log-calls";

/**
 * Writes to the proxy's log, where Envoy puts the plugin's name before the line. May be used at any time, also while the
 * module is loaded.
 *
 * @example
 * log.info("a key has changed");
 * if (log.isEnabled(LogLevel.Debug)) log.debug(`path ${this.request.path}`); // put together only when it is wanted
 */
export namespace log {
  /** Writes a line at level trace. */
  export function trace(message: string): void {
    writeLog(LogLevel.Trace, message);
  }

  /** Writes a line at level debug. */
  export function debug(message: string): void {
    writeLog(LogLevel.Debug, message);
  }

  /** Writes a line at level info. */
  export function info(message: string): void {
    writeLog(LogLevel.Info, message);
  }

  /** Writes a line at level warn. */
  export function warn(message: string): void {
    writeLog(LogLevel.Warn, message);
  }

  /** Writes a line at level error. */
  export function error(message: string): void {
    writeLog(LogLevel.Error, message);
  }

  /** Writes a line at level critical. */
  export function critical(message: string): void {
    writeLog(LogLevel.Critical, message);
  }

  /** Writes a line at any level. */
  export function write(level: LogLevel, message: string): void {
    writeLog(level, message);
  }

  /**
   * Whether messages of a level are written: the operator sets the level with `--log-level` or over the admin interface. Not
   * to be used while the module is loaded. Costs a host call.
   *
   * Source: `proxy_get_log_level`.
   */
  export function isEnabled(level: LogLevel): bool {
    return level >= readLogLevel();
  }
}
