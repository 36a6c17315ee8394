import { WasiClock } from "../abi/enums/wasi-clock";
import { readClock } from "../abi/wasi-calls";

/** `performance`, with the host's monotonic clock. */
@global
export abstract class __mesh_performance {
  static now(): f64 {
    return <f64>readClock(WasiClock.Monotonic) / 1e6;
  }
}
