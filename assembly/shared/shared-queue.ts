import { Bytes } from "../abi/bytes";
import { Status } from "../abi/enums/status";
import { resultBytes } from "../abi/result";
import { dequeue, enqueue, queueResult, registerQueue, resolveQueue } from "../abi/shared-calls";
import { encodeUtf8 } from "../encoding/utf8";

/**
 * A queue of values between VMs: workers, or plugins with different vm ids. What one puts in, another takes out, each value
 * once.
 *
 * Envoy tells of a new value with `onQueueReady` on the thread that has registered the queue last; another may have taken it
 * by then.
 *
 * Source: `proxy_register_shared_queue` and so on.
 *
 * @example
 * class Consumer extends PluginContext {
 *   private queue: SharedQueue | null = null;
 *
 *   onConfigure(): bool {
 *     this.queue = SharedQueue.register("jobs");
 *     return true;
 *   }
 *
 *   onQueueReady(queueId: u32): void {
 *     const queue = this.queue!;
 *     for (let job = queue.dequeue(); job; job = queue.dequeue()) log.info(decodeUtf8(job));
 *   }
 * }
 */
@final
export class SharedQueue {
  /** The host's number of the queue, as `onQueueReady` tells it. */
  readonly id: u32;

  /** A queue whose number is known already: by another plugin of this VM, say. */
  constructor(id: u32) {
    this.id = id;
  }

  /** Opens the queue of a name of this VM's vm id, makes it if need be, and has `onQueueReady` called here. Null: refused. */
  static register(name: string): SharedQueue | null {
    return registerQueue(name) == Status.Ok ? new SharedQueue(queueResult()) : null;
  }

  /** Finds the queue of a name that a VM with a vm id has registered (`""`: this vm id). Null: there is none. */
  static resolve(vmId: string, name: string): SharedQueue | null {
    return resolveQueue(vmId, name) == Status.Ok ? new SharedQueue(queueResult()) : null;
  }

  /** Puts a value at the end. */
  enqueue(value: Bytes): Status {
    return enqueue(this.id, value);
  }

  /** Puts a text, as UTF-8, at the end. */
  enqueueText(value: string): Status {
    return enqueue(this.id, encodeUtf8(value));
  }

  /** Takes the first value; null when the queue is empty. */
  dequeue(): Bytes | null {
    return dequeue(this.id) == Status.Ok ? resultBytes() : null;
  }
}
