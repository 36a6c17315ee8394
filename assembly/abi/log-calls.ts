// Logging.
import { beginCall } from "./arena";
import { LogLevel } from "./enums/log-level";
import { Status } from "./enums/status";
import { proxy_get_log_level, proxy_log } from "./host";
import { dataSlot } from "./slots";
import { encode, encodedSize } from "./utf8-encode";

/** Writes a line. */
export function writeLog(level: LogLevel, message: string): void {
  beginCall();
  const data = encode(message);
  proxy_log(level, data, encodedSize);
}

/** The level below which messages are dropped; `Trace` where the host does not tell. */
export function readLogLevel(): LogLevel {
  const status = proxy_get_log_level(dataSlot);
  return status == Status.Ok ? <LogLevel>load<u32>(dataSlot) : LogLevel.Trace;
}
