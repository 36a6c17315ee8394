import type { ByteString } from "../bytes.ts";
import { Status } from "../status.ts";

/** Who is told that a queue has a value: a root context on a thread. */
export type QueueListener = (token: number) => void;

interface Queue {
  vmId: ByteString;
  name: ByteString;
  values: ByteString[];
  listener: QueueListener;
}

/** Shared queues by VM id and name: one set for the whole proxy. */
export class SharedQueues {
  private readonly queues: Queue[] = [];

  /** Opens or makes a queue; from now on the listener is told of its values, and no earlier one. */
  register(vmId: ByteString, name: ByteString, listener: QueueListener): number {
    const token = this.resolve(vmId, name);
    if (token === 0) return this.queues.push({ vmId, name, values: [], listener });
    const queue = this.queues[token - 1];
    if (queue) queue.listener = listener;
    return token;
  }

  /** The token of a queue, or 0. */
  resolve(vmId: ByteString, name: ByteString): number {
    return this.queues.findIndex((queue) => queue.vmId === vmId && queue.name === name) + 1;
  }

  enqueue(token: number, value: ByteString): Status {
    const queue = this.queues[token - 1];
    if (!queue) return Status.NOT_FOUND;
    queue.values.push(value);
    queue.listener(token);
    return Status.OK;
  }

  /** Takes the first value, or says why there is none. */
  dequeue(token: number): ByteString | Status {
    const queue = this.queues[token - 1];
    if (!queue) return Status.NOT_FOUND;
    return queue.values.shift() ?? Status.EMPTY;
  }

  /** What waits in a queue. */
  values(token: number): readonly ByteString[] {
    return this.queues[token - 1]?.values ?? [];
  }
}
