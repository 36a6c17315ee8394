import { WasiClock } from "../abi/enums/wasi-clock";
import { readEnvironment } from "../abi/environment";
import { readClock } from "../abi/wasi-calls";

/** The environment variables, read once: they do not change. In a class, without which each module would have the map. */
class Environment {
  static variables: Map<string, string> | null = null;
}

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
    let known = Environment.variables;
    if (!known) {
      known = readEnvironment();
      Environment.variables = known;
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
