import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import { resultData, resultSize } from "../abi/result";
import { readShared, sharedCas, writeShared } from "../abi/shared-calls";

/** How often an addition is tried again when others write at the same time. */
const attempts: i32 = 100;

/**
 * A number that all workers of a proxy count together, for decisions; a metric is for looking at. It outlives a VM that is
 * restarted.
 *
 * Its key is never freed, as of all shared data: make a few counters of fixed names, and never one for each client, path or
 * whatever else requests bring, or the proxy's memory grows without end.
 *
 * @example
 * class Gate extends PluginContext {
 *   open: SharedCounter = new SharedCounter("open requests");
 *   createHttpContext(): HttpContext { return new GateStream(this); }
 * }
 *
 * class GateStream extends HttpContext {
 *   constructor(private plugin: Gate) { super(); }
 *   onRequestHeaders(endOfStream: bool): HeadersAction {
 *     if (this.plugin.open.add(1) > 1000) this.sendLocalReply(503);
 *     return HeadersAction.Continue;
 *   }
 *   onDelete(): void { this.plugin.open.add(-1); }
 * }
 */
@final
export class SharedCounter {
  /** The key of the shared data in which it is kept, as 8 bytes, little endian. */
  readonly key: string;

  private bytes: Bytes = new StaticArray<u8>(8);

  /** @param key the key of the shared data: the same counter wherever it is the same */
  constructor(key: string) {
    this.key = key;
  }

  /** The number; 0 when nobody has counted yet. */
  get value(): i64 {
    return this.read() == Status.Ok && resultSize() == 8 ? load<i64>(resultData()) : 0;
  }

  /**
   * Adds to the number, which may be negative, and gives the sum. Nobody else has got the same sum between the same two. When
   * others were faster a hundred times, nothing is added and the number as it stands is given.
   */
  add(delta: i64): i64 {
    for (let attempt = 0; attempt < attempts; ++attempt) {
      const sum = this.value + delta;
      if (this.write(sum) == Status.Ok) return sum;
    }
    return this.value;
  }

  /** Sets the number, whatever others do at the same time. */
  set(value: i64): Status {
    store<i64>(changetype<usize>(this.bytes), value);
    return writeShared(this.key, this.bytes, 0);
  }

  private read(): Status {
    return readShared(this.key);
  }

  /** Writes unless somebody has written since the last {@link read}. */
  private write(value: i64): Status {
    const cas = sharedCas();
    store<i64>(changetype<usize>(this.bytes), value);
    return writeShared(this.key, this.bytes, cas);
  }
}
