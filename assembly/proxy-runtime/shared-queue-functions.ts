import { Status } from "../abi/enums/status";
import { dequeue, enqueue, queueResult, registerQueue, resolveQueue } from "../abi/shared-calls";
import { bytesOf, resultBuffer } from "./array-buffer";

/** A queue. */
class TokenSharedQueueResult {
  /** `Ok`, or why there is no queue. */
  result: Status = Status.Ok;
  /** The host's number of the queue; 0 when there is none. */
  token: u32 = 0;
}

/** A value taken from a queue. */
class DequeueSharedQueueResult {
  /** `Ok`; `Empty` when the queue is; `NotFound` when there is no such queue. */
  result: Status = Status.Ok;
  /** The value; null when there was none. */
  data: ArrayBuffer | null = null;
}

/**
 * Opens a queue, or makes it; `onQueueReady` of the plugin hears of new values.
 *
 * @example
 * onConfigure(configuration_size: u32): bool {
 *   return register_shared_queue("paths").result == WasmResultValues.Ok;
 * }
 */
export function register_shared_queue(queue_name: string): TokenSharedQueueResult {
  return tokenResult(registerQueue(queue_name));
}

/**
 * Finds a queue that a VM of this vm id has registered.
 *
 * @example
 * const queue = resolve_shared_queue("shop", "paths").token;
 */
export function resolve_shared_queue(vm_id: string, queue_name: string): TokenSharedQueueResult {
  return tokenResult(resolveQueue(vm_id, queue_name));
}

/**
 * Puts a value at the end of a queue: `Ok`, or `NotFound` when there is no such queue.
 *
 * @example
 * const queue = resolve_shared_queue("shop", "paths").token;
 * enqueue_shared_queue(queue, String.UTF8.encode(stream_context.headers.request.get(":path")));
 */
export function enqueue_shared_queue(token: u32, data: ArrayBuffer): Status {
  return enqueue(token, bytesOf(data));
}

/**
 * Takes the first value of a queue.
 *
 * @example
 * onQueueReady(token: u32): void {
 *   const data = dequeue_shared_queue(token).data;
 *   if (data !== null) log(LogLevelValues.info, String.UTF8.decode(data));
 * }
 */
export function dequeue_shared_queue(token: u32): DequeueSharedQueueResult {
  const taken = new DequeueSharedQueueResult();
  taken.result = dequeue(token);
  if (taken.result == Status.Ok) taken.data = resultBuffer();
  return taken;
}

function tokenResult(status: Status): TokenSharedQueueResult {
  const queue = new TokenSharedQueueResult();
  queue.result = status;
  if (status == Status.Ok) queue.token = queueResult();
  return queue;
}
