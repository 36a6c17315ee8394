import { readBuffer } from "../abi/buffer-calls";
import { Bytes } from "../abi/bytes";
import { BufferType } from "../abi/enums/buffer-type";
import { Status } from "../abi/enums/status";
import { actOnCurrent, isStarting } from "../abi/turn";
import { readRandom } from "../abi/wasi-calls";
import { now } from "../clock/clock";
import { SharedData } from "./shared-data";

/**
 * Finds the one VM of all workers that does work which must not be done twice: fetching keys, say. Who leads has a lease in
 * shared data and keeps it as long as it asks for it in time; when it stops, another takes over after the lease.
 *
 * Nobody leads before its VM works: in the constructor of the plugin, `onVmStart` and `onConfigure` the answer is no, and nothing is
 * taken. Envoy configures a VM on trial first and drops it, and that one would keep the lease. Ask in `onTick`, in a `Timer`, when
 * a call is answered or in a stream.
 *
 * In Envoy each worker has a VM, and the main thread has one, too: it has no streams, but ticks, and so it can lead.
 *
 * @example
 * class Keys extends PluginContext {
 *   private leader: Leader = new Leader("fetch keys", 3000);
 *
 *   onConfigure(): bool {
 *     this.setTickPeriod(1000);
 *     return true;
 *   }
 *
 *   onTick(): void {
 *     if (!this.leader.isLeader) return;
 *     HttpCall.get("keys", "/keys.json").send<Keys>(this, (plugin, response) => {
 *       if (response.ok) SharedData.set("keys", response.bytes);
 *     });
 *   }
 * }
 */
@final
export class Leader {
  /** The key of the shared data in which the lease is kept: 8 bytes who leads, 8 bytes until when, in nanoseconds since 1970. */
  readonly key: string;
  private lease: u64;
  /** A number of this VM's own. */
  private self: u64 = 0;

  /** @param milliseconds the lease: to be a few times longer than the pauses between two looks at {@link isLeader} */
  constructor(key: string, milliseconds: u32) {
    this.key = key;
    this.lease = <u64>milliseconds * 1_000_000;
  }

  /**
   * Whether this VM leads. Asking takes the lease when nobody has it, and renews it; but while a plugin is made or
   * configured, see {@link Leader}, it does neither and the answer is `false`.
   */
  get isLeader(): bool {
    if (isConfiguring()) return false;
    while (!this.self) this.self = readRandom() | 1;
    const held = SharedData.get(this.key);
    const time = now();
    if (held.bytes.length == 16) {
      const leader = load<u64>(changetype<usize>(held.bytes));
      const until = load<u64>(changetype<usize>(held.bytes), 8);
      if (leader != this.self && time < until) return false;
    }
    return SharedData.set(this.key, this.leaseUntil(time + this.lease), held.cas) == Status.Ok;
  }

  /** Gives the lease up, if this VM has it: another one can lead at once. */
  resign(): void {
    const held = SharedData.get(this.key);
    if (held.bytes.length != 16 || load<u64>(changetype<usize>(held.bytes)) != this.self) return;
    SharedData.set(this.key, new StaticArray<u8>(0), held.cas);
  }

  private leaseUntil(time: u64): Bytes {
    const lease = new StaticArray<u8>(16);
    store<u64>(changetype<usize>(lease), this.self);
    store<u64>(changetype<usize>(lease), time, 8);
    return lease;
  }
}

/**
 * Whether this is the callback in which a plugin is made or configured: Envoy shows its configuration in these only, and then
 * also one that is empty.
 */
function isConfiguring(): bool {
  if (isStarting()) return true;
  actOnCurrent();
  return readBuffer(BufferType.PluginConfiguration, 0, 0) == Status.Ok;
}
