import { Date as StdDate } from "date";
import { WasiClock } from "../abi/enums/wasi-clock";
import { readClock } from "../abi/wasi-calls";

function milliseconds(): i64 {
  return <i64>(readClock(WasiClock.Realtime) / 1000000);
}

/** `Date`, with the host's clock. */
@global
export class __mesh_Date extends StdDate {
  static now(): i64 {
    return milliseconds();
  }

  static parse(dateString: string): __mesh_Date {
    return new __mesh_Date(StdDate.fromString(dateString).getTime());
  }

  static fromString(dateString: string): __mesh_Date {
    return new __mesh_Date(StdDate.fromString(dateString).getTime());
  }

  constructor(epochMilliseconds: i64 = milliseconds()) {
    super(epochMilliseconds);
  }
}
