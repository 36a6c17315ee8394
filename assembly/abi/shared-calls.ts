// Shared data and shared queues.
import { beginCall } from "./arena";
import { Bytes } from "./bytes";
import { Status } from "./enums/status";
import {
  proxy_dequeue_shared_queue,
  proxy_enqueue_shared_queue,
  proxy_get_shared_data,
  proxy_register_shared_queue,
  proxy_resolve_shared_queue,
  proxy_set_shared_data,
} from "./host";
import { dataSlot, sizeSlot, thirdSlot } from "./slots";
import { encode, encodedSize } from "./utf8-encode";

/**
 * The compare-and-swap number of a value that is not there. Envoy lets the first write pass with any number, and counts up
 * from 1: by the time that it gives this one to a value, nobody remembers that there was none.
 */
const noValue: u32 = 0xffffffff;

/** Reads a value into the result slots; its compare-and-swap number is {@link sharedCas}. */
export function readShared(key: string): Status {
  beginCall();
  const data = encode(key);
  const status = proxy_get_shared_data(data, encodedSize, dataSlot, sizeSlot, thirdSlot);
  if (status != Status.Ok) store<u32>(thirdSlot, noValue);
  return status;
}

/** The compare-and-swap number of the value read. */
export function sharedCas(): u32 {
  return load<u32>(thirdSlot);
}

/** Writes a value; `cas` 0 writes whatever is there. */
export function writeShared(key: string, value: Bytes, cas: u32): Status {
  beginCall();
  const data = encode(key);
  return proxy_set_shared_data(data, encodedSize, changetype<usize>(value), value.length, cas);
}

/** Opens a queue, or makes it. Its id is the {@link queueResult}. */
export function registerQueue(name: string): Status {
  beginCall();
  const data = encode(name);
  return proxy_register_shared_queue(data, encodedSize, dataSlot);
}

/** Finds a queue of a vm id. Its id is the {@link queueResult}. */
export function resolveQueue(vmId: string, name: string): Status {
  beginCall();
  const vm = encode(vmId);
  const vmSize = encodedSize;
  const data = encode(name);
  return proxy_resolve_shared_queue(vm, vmSize, data, encodedSize, dataSlot);
}

/** The id of the queue registered or found. */
export function queueResult(): u32 {
  return load<u32>(dataSlot);
}

/** Puts a value at the end of a queue. */
export function enqueue(id: u32, value: Bytes): Status {
  return proxy_enqueue_shared_queue(id, changetype<usize>(value), value.length);
}

/** Takes the first value of a queue into the result slots. */
export function dequeue(id: u32): Status {
  beginCall();
  return proxy_dequeue_shared_queue(id, dataSlot, sizeSlot);
}
