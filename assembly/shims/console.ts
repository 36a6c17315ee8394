import { LogLevel } from "../abi/enums/log-level";
import { WasiClock } from "../abi/enums/wasi-clock";
import { writeLog } from "../abi/log-calls";
import { readClock } from "../abi/wasi-calls";

/** Starts of `console.time`, by label. */
// @ts-ignore: decorator
@lazy
const timers: Map<string, u64> = new Map();

/** `console`, on the proxy's log: `debug`, `info`, `warn` and `error` are its levels, `log` is info. */
// @ts-ignore: decorator
@global
export namespace __mesh_console {
  export function log(message: string = ""): void {
    writeLog(LogLevel.Info, message);
  }

  export function debug(message: string = ""): void {
    writeLog(LogLevel.Debug, message);
  }

  export function info(message: string = ""): void {
    writeLog(LogLevel.Info, message);
  }

  export function warn(message: string = ""): void {
    writeLog(LogLevel.Warn, message);
  }

  export function error(message: string = ""): void {
    writeLog(LogLevel.Error, message);
  }

  export function assert<T>(condition: T, message: string = ""): void {
    if (!condition) writeLog(LogLevel.Error, message.length ? `Assertion failed: ${message}` : "Assertion failed");
  }

  export function time(label: string = "default"): void {
    timers.set(label, readClock(WasiClock.Monotonic));
  }

  export function timeLog(label: string = "default"): void {
    if (!timers.has(label)) return;
    const milliseconds = <f64>(readClock(WasiClock.Monotonic) - timers.get(label)) / 1e6;
    writeLog(LogLevel.Info, `${label}: ${milliseconds} ms`);
  }

  export function timeEnd(label: string = "default"): void {
    timeLog(label);
    timers.delete(label);
  }
}
