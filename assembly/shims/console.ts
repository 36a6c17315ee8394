import { LogLevel } from "../abi/enums/log-level";
import { WasiClock } from "../abi/enums/wasi-clock";
import { writeLog } from "../abi/log-calls";
import { readClock } from "../abi/wasi-calls";

/** `console`, on the proxy's log: `debug`, `info`, `warn` and `error` are its levels, `log` is info. */
@global
export abstract class __mesh_console {
  static log(message: string = ""): void {
    writeLog(LogLevel.Info, message);
  }

  static debug(message: string = ""): void {
    writeLog(LogLevel.Debug, message);
  }

  static info(message: string = ""): void {
    writeLog(LogLevel.Info, message);
  }

  static warn(message: string = ""): void {
    writeLog(LogLevel.Warn, message);
  }

  static error(message: string = ""): void {
    writeLog(LogLevel.Error, message);
  }

  static assert<T>(condition: T, message: string = ""): void {
    if (!condition) writeLog(LogLevel.Error, message.length ? `Assertion failed: ${message}` : "Assertion failed");
  }

  static time(label: string = "default"): void {
    starts().set(label, readClock(WasiClock.Monotonic));
  }

  static timeLog(label: string = "default"): void {
    const started = starts();
    if (!started.has(label)) return;
    const milliseconds = <f64>(readClock(WasiClock.Monotonic) - started.get(label)) / 1e6;
    writeLog(LogLevel.Info, `${label}: ${milliseconds} ms`);
  }

  static timeEnd(label: string = "default"): void {
    __mesh_console.timeLog(label);
    starts().delete(label);
  }
}

/** Starts of `console.time`, by label. Not in a variable: each module would have it, and with it the code of the map. */
function starts(): Map<string, u64> {
  const slot = memory.data(sizeof<usize>());
  // @ts-ignore: tsc does not know __pin
  if (!load<usize>(slot)) store<usize>(slot, __pin(changetype<usize>(new Map<string, u64>())));
  return changetype<Map<string, u64>>(load<usize>(slot));
}
