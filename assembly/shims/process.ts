import { WasiClock } from "../abi/enums/wasi-clock";
import { readEnvironment } from "../abi/environment";
import { readClock } from "../abi/wasi-calls";

/** `process`, as far as a proxy has one: the environment variables of the VM configuration, and clocks. */
@global
export abstract class __mesh_process {
  private static variables: Map<string, string> | null = null;

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
    let variables = __mesh_process.variables;
    if (!variables) {
      variables = readEnvironment();
      __mesh_process.variables = variables;
    }
    return variables;
  }

  static time(): i64 {
    return <i64>(readClock(WasiClock.Realtime) / 1000000);
  }

  static hrtime(): u64 {
    return readClock(WasiClock.Monotonic);
  }
}
