import { WasiClock } from "../abi/enums/wasi-clock";
import { readEnvironment } from "../abi/environment";
import { readClock } from "../abi/wasi-calls";

/** The environment variables, read once: they do not change. */
// @ts-ignore: decorator
@lazy let variables: Map<string, string> | null = null;

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

  static get env(): Map<string, string> {
    let known = variables;
    if (!known) {
      known = readEnvironment();
      variables = known;
    }
    return known;
  }

  static time(): i64 {
    return <i64>(readClock(WasiClock.Realtime) / 1000000);
  }

  static hrtime(): u64 {
    return readClock(WasiClock.Monotonic);
  }
}
