import { WasiClock } from "../abi/enums/wasi-clock";
import { readClock } from "../abi/wasi-calls";

/** `performance`, with the host's monotonic clock. */
// @ts-ignore: decorator
@global
export namespace __mesh_performance {
  export function now(): f64 {
    return <f64>readClock(WasiClock.Monotonic) / 1e6;
  }
}
