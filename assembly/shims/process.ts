import { WasiClock } from "../abi/enums/wasi-clock";
import { readEnvironment } from "../abi/environment";
import { readClock } from "../abi/wasi-calls";

/** `process`, as far as a proxy has one: the environment variables of the VM configuration, and clocks. */
@global
export abstract class __mesh_process {
  static get arch(): string {
    return "wasm32";
  }

  static get platform(): string {
    return "wasm";
  }

  static get argv(): string[] {
    return [];
  }

  /** Read once: they do not change. */
  static get env(): Map<string, string> {
    // Not in a variable: each module would have it, and with it the code of the map
    const slot = memory.data(sizeof<usize>());
    // @ts-ignore: tsc does not know __pin
    if (!load<usize>(slot)) store<usize>(slot, __pin(changetype<usize>(readEnvironment())));
    return changetype<Map<string, string>>(load<usize>(slot));
  }

  static time(): i64 {
    return <i64>(readClock(WasiClock.Realtime) / 1000000);
  }

  static hrtime(): u64 {
    return readClock(WasiClock.Monotonic);
  }
}
