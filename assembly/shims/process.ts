import { WasiClock } from "../abi/enums/wasi-clock";
import { readEnvironment } from "../abi/environment";
import { readClock } from "../abi/wasi-calls";

/** `process`, as far as a proxy has one: the environment variables of the VM configuration, and clocks. */
// @ts-ignore: decorator
@global
export namespace __mesh_process {
  // @ts-ignore: decorator
  @lazy
  export const arch: string = "wasm32";

  // @ts-ignore: decorator
  @lazy
  export const platform: string = "wasm";

  // @ts-ignore: decorator
  @lazy
  export const argv: string[] = [];

  // @ts-ignore: decorator
  @lazy
  export const env: Map<string, string> = readEnvironment();

  export function time(): i64 {
    return <i64>(readClock(WasiClock.Realtime) / 1000000);
  }

  export function hrtime(): u64 {
    return readClock(WasiClock.Monotonic);
  }
}
